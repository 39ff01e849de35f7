import Engagement
import Metrics

/// A way to group campaigns that has pages of its own.
enum Grouping: CaseIterable, Sendable {
    case months, lists

    /// The heading of the page that lists the groups.
    var title: String { self == .months ? "Months" : "Lists" }
    /// One group: the head of the column that names them.
    var one: String { self == .months ? "Month" : "List" }

    /// In the order in which they are listed: the latest month first, the largest list first.
    func groups(of account: AccountMetrics) -> [GroupMetrics] {
        self == .months ? account.byMonth.reversed() : account.byList
    }

    /// The page that lists the groups.
    var page: SitePage { self == .months ? .months : .lists }

    /// A list keeps its page when it is renamed.
    func page(of group: GroupMetrics) -> SitePage { self == .months ? .month(group.key) : .list(group.key) }
}
