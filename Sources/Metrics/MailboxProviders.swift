package import Engagement

/// Participants by the domain of their address. Participants without a known address are in none.
package struct MailboxProviders: Hashable, Sendable {
    /// The largest, by participants, then by name.
    package let top: [Provider]
    /// All others together; nil if there are none.
    package let others: Provider?
    /// How many domains the others have.
    package let otherDomains: Int

    package struct Provider: Hashable, Sendable {
        /// In lower case; empty for the others.
        package var domain: String
        package var counts: Counts
        /// Σ over the campaigns whose rate is known.
        package var rates: Rates

        package static func + (left: Provider, right: Provider) -> Provider {
            Provider(domain: left.domain, counts: left.counts + right.counts, rates: left.rates + right.rates)
        }
    }

    /// - Parameter unknown: the rates of each campaign that are not known.
    init(_ rows: some Sequence<DomainCounts>, unknown: [CampaignID: Set<RateKind>] = [:], top limit: Int = 10) {
        var sums: [String: Provider] = [:]
        for row in rows {
            let part = Provider(
                domain: row.domain, counts: row.counts, rates: Rates(row.counts, unknown: unknown[row.campaignID] ?? []))
            sums[row.domain] = sums[row.domain].map { $0 + part } ?? part
        }
        let sorted = sums.values.sorted {
            ($1.counts.participants, $0.domain) < ($0.counts.participants, $1.domain)
        }
        // Where the others are one domain, its name says more.
        let shown = sorted.count == limit + 1 ? sorted.count : limit
        top = Array(sorted.prefix(shown))
        let rest = sorted.dropFirst(shown)
        otherDomains = rest.count
        others = rest.isEmpty ? nil : rest.reduce(Provider(domain: "", counts: Counts(), rates: Rates(Counts())), +)
    }
}
