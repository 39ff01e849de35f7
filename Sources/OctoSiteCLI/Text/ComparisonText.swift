import Engagement
import Metrics
import Workflows

/// A comparison of two runs for a terminal.
enum ComparisonText {
    static func text(_ comparison: RunComparison) -> String {
        ([totals(comparison), campaigns(comparison), journal(comparison)] + [equalAge(comparison)].compactMap { $0 })
            .joined(separator: "\n\n")
    }

    private static func totals(_ comparison: RunComparison) -> String {
        func change(_ name: String, _ value: KeyPath<Counts, Int>) -> [String] {
            let (old, new) = (comparison.before[keyPath: value], comparison.after[keyPath: value])
            return [name, Format.count(old), Format.count(new), Format.change(new - old)]
        }
        return TextTable(
            head: ["", comparison.from, comparison.to, "Change"],
            rows: [
                change("Emails sent", \.participants), change("Opened", \.opened), change("Clicked", \.clicked),
                change("Opened or clicked", \.engaged), change("Bounced", \.bounced), change("Complained", \.complained),
                change("Unsubscribed", \.unsubscribed),
            ], rightAligned: [1, 2, 3]
        ).text
    }

    private static func campaigns(_ comparison: RunComparison) -> String {
        guard !comparison.campaigns.isEmpty else { return "No campaign has changed." }
        let values: [(String, KeyPath<Counts, Int>)] = [
            ("Recipients", \.participants), ("Opened", \.opened), ("Clicked", \.clicked), ("Bounced", \.bounced),
            ("Complained", \.complained), ("Unsubscribed", \.unsubscribed),
        ]
        let rows = comparison.campaigns.map { campaign in
            [ProgressBar.clipped(campaign.title, to: 40)]
                + values.map { Format.change(campaign.after[keyPath: $0.1] - campaign.before[keyPath: $0.1]) }
        }
        return TextTable(
            head: ["Campaign"] + values.map(\.0), rows: rows, rightAligned: Set(1...values.count)
        ).text
    }

    private static func journal(_ comparison: RunComparison) -> String {
        let (gone, back, wavered) = (comparison.vanished, comparison.returned, comparison.wavered)
        return
            "No longer listed by EmailOctopus: \(rows(gone)); listed again: \(rows(back)); changed and changed back in between: "
            + "\(rows(wavered)). Contacts with another address: \(Format.count(comparison.changedAddresses))."
    }

    private static func rows(_ counts: [String: Int]) -> String {
        counted(counts.values.reduce(0, +), "row")
    }

    private static func equalAge(_ comparison: RunComparison) -> String? {
        guard !comparison.equalAge.isEmpty else { return nil }
        let rows: [[String]] = comparison.equalAge.flatMap { campaign in
            [("opened", \AgedCampaign.Age.opened), ("clicked", \.clicked)].map { name, share in
                [name == "opened" ? ProgressBar.clipped(campaign.title, to: 40) : "", name]
                    + EqualAge.days.map { day in
                        campaign.ages.first { $0.day == day }.map { cell($0[keyPath: share]) } ?? ""
                    }
            }
        }
        let head = ["Campaign", "÷ delivered"] + EqualAge.days.map { "by day \($0)" }
        return "At equal age:\n"
            + TextTable(head: head, rows: rows).text
    }

    private static func cell(_ share: AgedCampaign.Share) -> String { Format.percent(share.value) }
}
