import Engagement

extension Client {
    /// Clicks by link. v2 gives them in one piece; v1.6 documents a `paging` here, too, and so it is followed.
    func links(of campaign: CampaignID) async throws -> [LinkClicks] {
        let pages = Pages(id: \.url) { cursor in
            try await page(.report("links", of: campaign), after: cursor, row: LinkClicks.init(json:))
        }
        return try await pages.collect().rows
    }
}
