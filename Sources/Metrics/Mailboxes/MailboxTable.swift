import Basics
package import Engagement

/// One campaign's participants by mailbox provider, those with at least 50 delivered emails by name.
package struct MailboxTable: Hashable, Sendable {
    /// Fewer delivered emails say nothing about a mailbox provider.
    package static let leastDelivered = 50
    /// What a domain that shows nothing is called.
    static let nameless = "(no domain)"

    /// Most delivered first, then by name.
    package let rows: [Row]
    /// All others together; nil if there are none.
    package let others: Counts?
    /// How many domains the others are.
    package let otherDomains: Int
    /// Participants without a known address, who are in none of these.
    package let withoutAddress: Int

    package struct Row: Hashable, Sendable {
        package let domain: String
        /// The domain for people.
        package var title: String { shownName(domain, otherwise: MailboxTable.nameless) }
        package let counts: Counts
        package let rates: Rates
    }

    /// - Parameter unknown: rates that are not known of the campaign.
    package init(_ campaign: CampaignMeasurement, unknown: Set<RateKind> = []) {
        self.init(campaign.mailboxes, total: campaign.counts, unknown: unknown)
    }

    /// Σ over campaigns whose open rate is known; excluded ones are left out.
    package init(_ campaigns: some Sequence<MeasuredCampaign>) {
        let known = campaigns.filter { !$0.isExcluded && $0.unknownReason(of: .open) == nil }
        self.init(known.flatMap(\.measurement.mailboxes), total: known.reduce(Counts()) { $0 + $1.counts })
    }

    private init(_ mailboxes: [MailboxMeasurement], total: Counts, unknown: Set<RateKind> = []) {
        var sums: [String: Counts] = [:]
        for mailbox in mailboxes {
            sums[mailbox.domain] = (sums[mailbox.domain] ?? Counts()) + mailbox.counts
        }
        rows = sums.filter { $0.value.delivered >= Self.leastDelivered }
            .map { Row(domain: $0, counts: $1, rates: Rates($1, unknown: unknown)) }.sorted {
                ($1.counts.delivered, $0.domain) < ($0.counts.delivered, $1.domain)
            }
        let rest = sums.values.filter { $0.delivered < Self.leastDelivered }
        others = rest.isEmpty ? nil : rest.reduce(Counts(), +)
        otherDomains = rest.count
        withoutAddress = max(0, total.participants - sums.values.reduce(0) { $0 + $1.participants })
    }
}
