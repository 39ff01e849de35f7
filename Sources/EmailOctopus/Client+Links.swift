import Engagement

extension Client {
    /// Clicks by link. v2 gives them in one piece; v1.6 documents a `paging` here, too, and so it is followed.
    func links(of campaign: CampaignID) async throws -> [LinkClicks] {
        let pages = Pages(id: \.url) { cursor in
            try await page(.report("links", of: campaign), after: cursor, row: LinkClicks.init(json:))
        }
        var links: [LinkClicks] = []
        for try await page in pages { links += page.rows }
        return links
    }
}
