package import Engagement

/// Participants by the domain of their address.
package struct MailboxProviders: Hashable, Sendable {
    /// The largest, by participants, then by name.
    package let top: [Provider]
    /// All others together; nil if there are none.
    package let others: Provider?
    /// How many domains the others are.
    package let otherDomains: Int
    /// Participants without a known address, who are in none of these.
    package let withoutAddress: Int

    package struct Provider: Hashable, Sendable {
        /// In lower case; empty for the others.
        package var domain: String
        package var counts: Counts
        package var rates: Rates { Rates(counts) }
    }

    /// - Parameter total: the counts of everything that the rows are of.
    init(_ rows: some Sequence<DomainCounts>, total: Counts, top limit: Int = 10) {
        var sums: [String: Counts] = [:]
        for row in rows { sums[row.domain, default: Counts()] = sums[row.domain, default: Counts()] + row.counts }
        let sorted = sums.map(Provider.init).sorted {
            ($1.counts.participants, $0.domain) < ($0.counts.participants, $1.domain)
        }
        // Others that are one domain would hide its name for nothing.
        let shown = sorted.count == limit + 1 ? sorted.count : limit
        top = Array(sorted.prefix(shown))
        let rest = sorted.dropFirst(shown)
        otherDomains = rest.count
        others = rest.isEmpty ? nil : Provider(domain: "", counts: rest.reduce(Counts()) { $0 + $1.counts })
        withoutAddress = max(0, total.participants - sorted.reduce(0) { $0 + $1.counts.participants })
    }
}
