import Engagement
import Markdown
import Metrics

/// Where the numbers here do not match EmailOctopus' totals, in sentences: one a campaign, the worst first.
struct Contradictions {
    private struct Finding {
        var campaign: CampaignNames.Name?
        var text: String
        /// How many rows are missing or extra.
        var size: Int
    }

    private let findings: [Finding]
    /// Recipients that are missing ÷ recipients that there should be, over the campaigns that do not match.
    private let missing: Rate
    /// How many campaigns do not match.
    let campaigns: Int

    /// - Parameter campaign: leaves out all other campaigns; nil for all.
    init(_ reconciliation: AccountReconciliation, names: CampaignNames, only campaign: CampaignID? = nil) {
        let isMeant = { (id: CampaignID?) in campaign == nil || id == campaign }
        let mismatched = reconciliation.campaigns.filter { isMeant($0.campaignID) && $0.contradicts }
        let tripwires = reconciliation.tripwires.filter { isMeant($0.campaignID) }
        let others = tripwires.filter { tripwire in !mismatched.contains { $0.campaignID == tripwire.campaignID } }
        let found = mismatched.map { campaign in
            let kinds = campaign.kinds.filter(\.contradicts)
            let messages = tripwires.filter { $0.campaignID == campaign.campaignID }.map { Self.message($0, names) }
            return Finding(
                campaign: names[campaign.campaignID], text: (messages + [kinds.mismatch + "."]).joined(separator: " "),
                size: messages.isEmpty ? kinds.reduce(0) { $0 + $1.mismatchSize } : .max)
        }
        findings =
            others.map { Finding(campaign: $0.campaignID.map { names[$0] }, text: Self.message($0, names), size: .max) }
            + found.sorted { $0.size > $1.size }
        campaigns = mismatched.count
        missing = mismatched.compactMap { $0.kinds.first { $0.kind == .sent } }.reduce(Rate(0, of: 0)) { sum, sent in
            guard let expected = sent.expected?.lowerBound, expected > 0 else { return sum }
            return sum + Rate(max(0, expected - sent.stored), of: expected)
        }
    }

    var isEmpty: Bool { findings.isEmpty }

    var sentences: [String] {
        findings.map { finding in (finding.campaign.map { "“\($0.title)”: " } ?? "") + finding.text }
    }

    /// The size first: “31% of the recipients of 12 campaigns are missing”.
    var title: String {
        if campaigns == 0 { return "Something is wrong with these numbers" }
        if missing.numerator > 0 {
            let verb = missing.numerator == 1 ? "is" : "are"
            return "\(Format.percent(missing)) of the recipients of \(counted(campaigns, "campaign")) \(verb) missing here"
        }
        return "The numbers of \(counted(campaigns, "campaign")) do not match EmailOctopus"
    }

    /// With links to the campaigns' pages, but for the page of the campaign itself.
    func markdown(root: String, linksCampaigns: Bool = true) -> [String] {
        findings.map { finding in
            guard let campaign = finding.campaign, linksCampaigns else { return MarkdownEscape.text(finding.text) }
            let title = MarkdownEscape.text(campaign.title)
            let text = MarkdownEscape.text(finding.text)
            return campaign.slug.isEmpty
                ? "\(title): \(text)" : "[\(title)](\(root)\(SitePage.campaign(slug: campaign.slug).html)): \(text)"
        }
    }

    /// A finding begins with the campaign's name, which the message has, too.
    private static func message(_ tripwire: Tripwire, _ names: CampaignNames) -> String {
        String(tripwire.message.trimmingPrefix(tripwire.campaignID.map { "“\(names[$0].title)”: " } ?? ""))
    }
}
