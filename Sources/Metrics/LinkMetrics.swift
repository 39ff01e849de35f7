import Engagement

/// Clicks on one link, as the provider counted them.
package struct LinkMetrics: Hashable, Sendable {
    package let url: String
    /// Every click.
    package let total: Int
    /// Contacts who clicked it. Over several campaigns it is a sum, in which one person may count more than once.
    package let unique: Int
    /// How many campaigns contain it.
    package let campaigns: Int
    /// ``unique`` ÷ delivered, over the campaigns that contain it.
    package let rate: Rate

    /// Σ over campaigns by URL; most clicked first, then by URL.
    static func links(of campaigns: some Sequence<(links: [LinkClicks], counts: Counts)>) -> [LinkMetrics] {
        var sums: [String: Sum] = [:]
        for campaign in campaigns {
            var seen: Set<String> = []
            for link in campaign.links {
                var sum = sums[link.url] ?? Sum()
                sum.total += link.total
                sum.unique += link.unique
                if seen.insert(link.url).inserted {
                    sum.campaigns += 1
                    sum.delivered += campaign.counts.delivered
                }
                sums[link.url] = sum
            }
        }
        return sums.map { url, sum in
            LinkMetrics(
                url: url, total: sum.total, unique: sum.unique, campaigns: sum.campaigns,
                rate: Rate(sum.unique, of: sum.delivered))
        }.sorted { ($1.unique, $1.total, $0.url) < ($0.unique, $0.total, $1.url) }
    }

    private struct Sum {
        var total = 0
        var unique = 0
        var campaigns = 0
        var delivered = 0
    }
}
