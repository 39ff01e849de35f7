import Engagement

/// The parts of the site that the navigation names.
enum SiteSection: String, CaseIterable {
    case overview, campaigns, audience, compare, downloads, updates

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The first page of the part.
    var page: SitePage {
        switch self {
        case .overview: .overview
        case .campaigns: .campaigns
        case .audience: .audience
        case .compare: .compare
        case .downloads: .downloads
        case .updates: .runs
        }
    }

    /// The part that a page belongs to; nil for a page that only the footer names.
    init?(of page: SitePage) {
        switch page {
        case .overview: self = .overview
        case .campaigns, .campaign, .months, .month, .lists, .list, .seriesList, .series: self = .campaigns
        case .audience, .people: self = .audience
        case .runs, .run: self = .updates
        case .compare: self = .compare
        case .downloads: self = .downloads
        case .methodology, .dataCheck: return nil
        }
    }
}
