import Engagement

/// Clicks on one link over campaigns, its variants with other `utm_*`, `mc_*` and merge-tag parameters together.
package struct LinkGroup: Hashable, Sendable {
    /// The address without those parameters (``LinkAddress``).
    package let address: String
    /// Every click.
    package let total: Int
    /// Contacts who clicked, as the provider counts them, link by link and campaign by campaign: a sum in which one person may be more
    /// than once.
    package let unique: Int
    /// The campaigns that hold it.
    package let campaigns: Int
    /// ``unique`` ÷ delivered, over those of the campaigns whose click rate is known; may exceed 1 where one person clicked several
    /// variants.
    package let rate: Rate
    /// Most clicked first; one where the link has one spelling.
    package let variants: [Variant]

    package struct Variant: Hashable, Sendable {
        package let url: String
        package let total: Int
        package let unique: Int
        package let campaigns: Int
    }

    /// Σ over the campaigns whose links are known; most clicked first, then by address. Excluded campaigns are in none.
    ///
    /// - Parameter key: what links are grouped by.
    package static func groups(
        of campaigns: some Sequence<MeasuredCampaign>, by key: (String) -> String = LinkAddress.key
    ) -> [LinkGroup] {
        var sums: [String: Sum] = [:]
        for campaign in campaigns where !campaign.isExcluded {
            add(campaign, by: key, to: &sums)
        }
        return sums.map { $1.group(address: $0) }.sorted(by: isBefore)
    }

    /// One campaign's own links, also those of an excluded one; nil where the provider has not told.
    package static func groups(of campaign: MeasuredCampaign) -> [LinkGroup]? {
        guard campaign.record.links != nil else { return nil }
        var sums: [String: Sum] = [:]
        add(campaign, by: LinkAddress.key, to: &sums)
        return sums.map { $1.group(address: $0) }.sorted(by: isBefore)
    }

    private static func isBefore(_ left: LinkGroup, _ right: LinkGroup) -> Bool {
        (right.unique, right.total, left.address) < (left.unique, left.total, right.address)
    }

    private static func add(_ campaign: MeasuredCampaign, by key: (String) -> String, to sums: inout [String: Sum]) {
        let hasRate = campaign.unknownReason(of: .click) == nil
        for (address, links) in Dictionary(grouping: campaign.record.links ?? [], by: { key($0.url) }) {
            var sum = sums[address] ?? Sum()
            sum.campaigns += 1
            if hasRate { sum.rate = sum.rate + Rate(links.reduce(0) { $0 + $1.unique }, of: campaign.delivered) }
            for (url, rows) in Dictionary(grouping: links, by: \.url) {
                let variant = sum.variants[url]
                sum.variants[url] = Variant(
                    url: url, total: rows.reduce(variant?.total ?? 0) { $0 + $1.total },
                    unique: rows.reduce(variant?.unique ?? 0) { $0 + $1.unique }, campaigns: (variant?.campaigns ?? 0) + 1)
            }
            sums[address] = sum
        }
    }

    private struct Sum {
        var campaigns = 0
        var rate = Rate(0, of: 0)
        var variants: [String: Variant] = [:]

        func group(address: String) -> LinkGroup {
            let variants = variants.values.sorted { ($1.unique, $1.total, $0.url) < ($0.unique, $0.total, $1.url) }
            return LinkGroup(
                address: address, total: variants.reduce(0) { $0 + $1.total }, unique: variants.reduce(0) { $0 + $1.unique },
                campaigns: campaigns, rate: rate, variants: variants)
        }
    }
}
