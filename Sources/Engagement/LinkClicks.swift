/// Clicks on one link of a campaign, as the provider counted them.
package struct LinkClicks: Hashable, Sendable, Codable {
    package var url: String
    package var total: Int
    package var unique: Int

    /// - Parameters:
    ///   - total: bounded, because the first release stored any number, and sums of them must not overflow.
    ///   - unique: bounded, too.
    package init(url: String, total: Int, unique: Int) {
        self.url = url
        self.total = min(max(0, total), 1 << 40)
        self.unique = min(max(0, unique), 1 << 40)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            url: try container.decode(String.self, forKey: .url), total: try container.decode(Int.self, forKey: .total),
            unique: try container.decode(Int.self, forKey: .unique))
    }

    private enum CodingKeys: CodingKey { case url, total, unique }

    /// False for numbers that no provider counts.
    package var isPossible: Bool { total <= 1 << 31 && unique <= 1 << 31 }
}
