/// Clicks on one link of a campaign, as the provider counted them.
package struct LinkClicks: Hashable, Sendable, Codable {
    package var url: String
    package var total: Int
    package var unique: Int

    package init(url: String, total: Int, unique: Int) {
        self.url = url
        self.total = total
        self.unique = unique
    }
}
