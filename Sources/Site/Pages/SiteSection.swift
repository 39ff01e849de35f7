import Engagement

/// The parts of the site, as the navigation names them.
enum SiteSection: String, CaseIterable {
    case overview, campaigns, people, runs, compare, downloads, methodology

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The first page of the part.
    var page: SitePage {
        switch self {
        case .overview: .overview
        case .campaigns: .campaigns
        case .people: .people
        case .runs: .runs
        case .compare: .compare
        case .downloads: .downloads
        case .methodology: .methodology
        }
    }

    /// The part that a page belongs to.
    init(of page: SitePage) {
        switch page {
        case .overview: self = .overview
        case .campaigns, .campaign, .months, .month, .lists, .list: self = .campaigns
        case .people: self = .people
        case .runs, .run: self = .runs
        case .compare: self = .compare
        case .downloads: self = .downloads
        case .methodology: self = .methodology
        }
    }
}
