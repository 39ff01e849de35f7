import Engagement
import Metrics

/// A way to take campaigns together that has pages of its own.
enum Grouping: CaseIterable, Sendable {
    case months, lists

    /// As a heading.
    var title: String { self == .months ? "Months" : "Lists" }
    /// The head of the column that names the groups.
    var one: String { self == .months ? "Month" : "List" }

    /// In the order they are listed in: the latest month first, the largest list first.
    func groups(of account: AccountMetrics) -> [GroupMetrics] {
        self == .months ? account.byMonth.reversed() : account.byList
    }

    /// The page that lists the groups.
    var page: SitePage { self == .months ? .months : .lists }

    /// A list keeps its page when it is renamed.
    func page(of group: GroupMetrics) -> SitePage { self == .months ? .month(group.key) : .list(group.key) }
}
