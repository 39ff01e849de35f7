import Engagement
import Metrics

/// What campaigns are called and where their pages are, by id.
struct CampaignNames: Sendable {
    struct Name: Sendable {
        var title: String
        /// Empty for a campaign without a page.
        var slug: String
    }

    private let names: [CampaignID: Name]

    init(_ account: AccountMetrics) {
        names = Dictionary(
            account.campaigns.map { ($0.id, Name(title: $0.title, slug: $0.slug)) }, uniquingKeysWith: { $1 })
    }

    subscript(id: CampaignID) -> Name { names[id] ?? Name(title: id, slug: "") }
}
