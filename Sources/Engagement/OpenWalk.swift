/// An unfinished walk, and where it continues. Only the cursor's value is kept, as a link of v1.6 holds the API key.
package struct OpenWalk: Hashable, Sendable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var run: RunNumber
    package var cursor: String
    package var pages: Int
    package var rows: Int
    package var seen: ContactSet

    package init(
        campaignID: CampaignID, kind: ReportKind, run: RunNumber, cursor: String, pages: Int, rows: Int, seen: ContactSet
    ) {
        self.campaignID = campaignID
        self.kind = kind
        self.run = run
        self.cursor = cursor
        self.pages = pages
        self.rows = rows
        self.seen = seen
    }

    package static func == (left: OpenWalk, right: OpenWalk) -> Bool {
        left.campaignID == right.campaignID && left.kind == right.kind && left.cursor == right.cursor
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(campaignID)
        hasher.combine(kind)
    }
}
