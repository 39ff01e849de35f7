import Engagement
import Metrics

/// A way to group campaigns that has pages of its own.
enum Grouping: CaseIterable, Sendable {
    case months, lists, series

    /// The heading of the page that lists the groups.
    var title: String {
        switch self {
        case .months: "Months"
        case .lists: "Lists"
        case .series: "Series"
        }
    }

    /// One group: the head of the column that names them.
    var one: String {
        switch self {
        case .months: "Month"
        case .lists: "List"
        case .series: "Series"
        }
    }

    /// `9 months`
    func counted(_ number: Int) -> String {
        self == .series ? "\(Format.count(number)) series" : Metrics.counted(number, one.lowercased())
    }

    /// In the order in which they are listed: the latest month first, the largest list first, the latest series first.
    func groups(of account: AccountMetrics) -> [CampaignGroup] {
        switch self {
        case .months: account.figures.months.reversed()
        case .lists: account.figures.lists
        case .series: account.figures.series
        }
    }

    /// The page that lists the groups.
    var page: SitePage {
        switch self {
        case .months: .months
        case .lists: .lists
        case .series: .seriesList
        }
    }

    /// A list keeps its page when it is renamed.
    func page(of group: CampaignGroup) -> SitePage {
        switch self {
        case .months: .month(group.key)
        case .lists: .list(group.key)
        case .series: .series(group.key)
        }
    }
}
