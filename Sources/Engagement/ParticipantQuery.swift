/// Which participants to read.
package struct ParticipantQuery: Hashable, Sendable {
    package var filter: Filter
    /// Empty: all campaigns.
    package var campaignIDs: Set<CampaignID>
    /// As known at the end of this run; nil: now.
    package var asOf: RunNumber?
    /// Only participants who did not match the filter at the end of this run.
    package var since: RunNumber?

    package init(
        filter: Filter = .all, campaignIDs: Set<CampaignID> = [], asOf: RunNumber? = nil, since: RunNumber? = nil
    ) {
        self.filter = filter
        self.campaignIDs = campaignIDs
        self.asOf = asOf
        self.since = since
    }

    package enum Filter: String, Sendable, Codable, CaseIterable {
        case all, engaged, opened, clicked, bounced, complained, unsubscribed
        /// Sent, and neither opened nor clicked nor bounced.
        case unengaged

        package func matches(_ reported: FirstReported) -> Bool {
            let flags = reported.engagement
            return switch self {
            case .all: !reported.isEmpty
            case .engaged: flags.isEngaged
            case .opened: flags.opened
            case .clicked: flags.clicked
            case .bounced: flags.bounced
            case .complained: flags.complained
            case .unsubscribed: flags.unsubscribed
            case .unengaged: reported.isReported(.sent) && !flags.isEngaged && !flags.bounced
            }
        }
    }

    /// Decides whether a row matches; the query of every store must agree with it.
    package func matches(_ reported: FirstReported) -> Bool {
        let now = asOf.map(reported.asOf) ?? reported
        guard filter.matches(now) else { return false }
        return since.map { !filter.matches(reported.asOf($0)) } ?? true
    }
}
