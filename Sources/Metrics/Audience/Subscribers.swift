import Engagement

/// The lists that the newest reading found, together.
package struct Subscribers: Hashable, Sendable {
    package static let days = 30

    package let lists: Int
    package let subscribed: Int
    /// Subscribed now less subscribed 30 days before; nil where a list was not read then.
    package let net: Int?
    /// The same of unsubscribed.
    package let unsubscribed: Int?

    /// Nil where no list was read.
    package init?(_ growth: [ListGrowth]) {
        guard let newest = growth.compactMap(\.now?.run).max() else { return nil }
        let read = growth.filter { $0.now?.run == newest }
        lists = read.count
        subscribed = read.reduce(0) { $0 + ($1.now?.subscribed ?? 0) }
        net = Self.sum(read.map { $0.net(days: Self.days) })
        unsubscribed = Self.sum(read.map { $0.unsubscribed(days: Self.days) })
    }

    /// Nil where one of them is.
    private static func sum(_ numbers: [Int?]) -> Int? {
        numbers.reduce(0) { sum, number in sum.flatMap { sum in number.map { sum + $0 } } }
    }
}
