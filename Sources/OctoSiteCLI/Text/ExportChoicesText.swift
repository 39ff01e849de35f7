import Engagement
import Metrics
import Workflows

/// What `export --choices` prints.
enum ExportChoicesText {
    /// - Parameter canExportSegments: false where privacy keeps addresses in the store.
    static func text(_ choices: ExportChoices, canExportSegments: Bool) -> String {
        let campaigns = choices.campaigns.map { choice in
            [
                choice.campaign.id, choice.campaign.sentAt?.iso8601 ?? "–", choice.recipients.map(Format.count) ?? "–",
                choice.campaign.title,
            ]
        }
        let lists = choices.lists.map { [$0.id, $0.title] }
        let segments = SegmentFile.allCases.map { [$0.rawValue, "subscribed people \($0.clause)"] }
        return [
            section("Campaigns, for --campaign:", ["Id", "Sent", "Recipients", "Name"], campaigns, rightAligned: [2]),
            section("Lists, for --list:", ["Id", "Name"], lists),
            canExportSegments
                ? section("Segments of each list, for --segment:", ["Segment", "Holds"], segments)
                : "Segments are addresses: they need privacy: full.",
        ].joined(separator: "\n\n")
    }

    private static func section(_ title: String, _ head: [String], _ rows: [[String]], rightAligned: Set<Int> = []) -> String {
        title + "\n" + (rows.isEmpty ? "none" : TextTable(head: head, rows: rows, rightAligned: rightAligned).text)
    }
}
