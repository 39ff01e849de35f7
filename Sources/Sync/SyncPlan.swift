package import Engagement

/// What a sync would ask the provider for, and why.
package struct SyncPlan: Sendable {
    package var campaigns: [CampaignPlan]
    /// Requests spent on listings and summaries by the time the plan stands.
    package var requestsSoFar: Int
    /// Requests for lists' contacts that are still to come; the least that is needed.
    package var contactRequests: Int
    package var isFull: Bool
    package var rate: Double
    package var burst: Int

    /// Requests still to come: the walks' pages, links, a summary after each campaign, and the lists' contacts.
    package var requestsToCome: Int { contactRequests + campaigns.reduce(0) { $0 + $1.requests } }

    package var walks: Int { campaigns.reduce(0) { $0 + $1.walks.count } }

    /// The least time the rate limit allows for what is to come, in seconds.
    package var secondsToCome: Double {
        guard rate > 0 else { return 0 }
        let tokens = max(0, burst - requestsSoFar)
        return Double(max(0, requestsToCome - tokens)) / rate
    }
}

/// What is to be done about one campaign.
package struct CampaignPlan: Sendable {
    package var record: CampaignRecord
    /// The summary as it is before any walk; nil where it could not be read.
    package var summary: Summary?
    package var decisions: [ReportKind: Guidance.Decision]
    package var fetchesLinks: Bool
    /// Why the campaign can't be read, in a sentence; nil otherwise.
    package var problem: String?
    /// The provider has no reports of it yet.
    package var isNotYet: Bool

    package var walks: [ReportKind] { ReportKind.allCases.filter { decisions[$0]?.walks == true } }

    package var requests: Int {
        let pages = walks.reduce(0) { $0 + max(1, ((summary?.count(of: $1) ?? 0) + 99) / 100) }
        return pages + (walks.isEmpty ? 0 : 1) + (fetchesLinks ? 1 : 0)
    }
}
