import Engagement
import Workflows

/// What `export --choices --json` prints.
enum ExportChoicesJSON {
    /// - Parameter canExportSegments: false where privacy keeps addresses in the store: then there are none.
    static func choices(_ choices: ExportChoices, canExportSegments: Bool) -> JSON {
        .object([
            (
                "campaigns",
                .array(
                    choices.campaigns.map { choice in
                        .object([
                            ("id", .string(choice.campaign.id)), ("name", .string(choice.campaign.name)),
                            ("subject", .string(choice.campaign.subject)), ("status", .string(choice.campaign.status.rawValue)),
                            ("sent_at", .time(choice.campaign.sentAt)), ("recipients", .integer(choice.recipients)),
                        ])
                    })
            ),
            ("lists", .array(choices.lists.map { .object([("id", .string($0.id)), ("name", .string($0.name))]) })),
            (
                "segments",
                .array(
                    (canExportSegments ? SegmentFile.allCases : []).map {
                        .object([("name", .string($0.rawValue)), ("description", .string("Subscribed people \($0.clause)."))])
                    })
            ),
        ])
    }
}
