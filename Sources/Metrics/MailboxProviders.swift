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
        package var rates: Rates { Rates(counts) }
    }

    init(_ rows: some Sequence<DomainCounts>, top limit: Int = 10) {
        var sums: [String: Counts] = [:]
        for row in rows { sums[row.domain, default: Counts()] = sums[row.domain, default: Counts()] + row.counts }
        let sorted = sums.map(Provider.init).sorted {
            ($1.counts.participants, $0.domain) < ($0.counts.participants, $1.domain)
        }
        // Where the others are one domain, its name says more.
        let shown = sorted.count == limit + 1 ? sorted.count : limit
        top = Array(sorted.prefix(shown))
        let rest = sorted.dropFirst(shown)
        otherDomains = rest.count
        others = rest.isEmpty ? nil : Provider(domain: "", counts: rest.reduce(Counts()) { $0 + $1.counts })
    }
}
