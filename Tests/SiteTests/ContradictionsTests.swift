import Engagement
import Metrics
import SiteSample
import Testing

@testable import Site

@Suite("What does not match, in sentences")
struct ContradictionsTests {
    private static let account = AccountMetrics(Sample().measurements)
    private static let names = CampaignNames(account)

    private static func kind(
        _ kind: ReportKind, _ state: KindReconciliation.State, _ stored: Int, of expected: Int?
    ) -> KindReconciliation {
        KindReconciliation(kind: kind, state: state, stored: stored, walked: stored, expected: expected.map { $0...$0 })
    }

    private static let reconciliation = AccountReconciliation(
        campaigns: [
            CampaignReconciliation(
                campaignID: "campaign-1",
                kinds: [
                    kind(.sent, .short, 1_490, of: 2_170), kind(.opened, .short, 6, of: 9), kind(.clicked, .over, 4, of: 3),
                    kind(.bounced, .exact, 2, of: 2), kind(.complained, .incomplete, 0, of: nil),
                ]),
            CampaignReconciliation(campaignID: "campaign-2", kinds: [kind(.sent, .short, 1, of: 901)]),
        ],
        tripwires: [
            Tripwire(campaignID: "campaign-1", message: "“\(names["campaign-1"].title)”: Something about it."),
            Tripwire(message: "Something about the account."),
        ])

    @Test("A line a campaign: what was warned of, the rows that could be read, and the rest")
    func lines() {
        let contradictions = Contradictions(Self.reconciliation, names: Self.names)
        let (first, second) = (Self.names["campaign-1"].title, Self.names["campaign-2"].title)
        #expect(
            contradictions.sentences == [
                "Something about the account.",
                "“\(first)”: Something about it. 1,490 of 2,170 recipients and 6 of 9 opens could be read; EmailOctopus lists 4 clicks, "
                    + "but counts 3; the complaints were not read completely.",
                "“\(second)”: 1 of 901 recipients could be read.",
            ])
        // 680 and 900 of 3,071 are missing.
        #expect(contradictions.title == "51.4% of the recipients of 2 campaigns are missing here")
    }

    @Test("On a campaign's own page only what concerns it")
    func oneCampaign() {
        let contradictions = Contradictions(Self.reconciliation, names: Self.names, only: "campaign-2")
        #expect(contradictions.sentences.count == 1 && contradictions.campaigns == 1)
    }
}
