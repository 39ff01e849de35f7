package import Engagement
package import HTTP

/// What a sync would ask the provider for, and why.
package struct SyncPlan: Sendable {
    package var campaigns: [CampaignPlan]
    /// Campaigns of which nothing was sent, with the summary that says so.
    package var unsent: [CampaignRecord]
    /// Requests that were sent for listings and summaries before the plan was made.
    package var requestsSoFar: Int
    /// Requests for the lists' contacts that are still to come; the fewest that can be needed.
    package var contactRequests: Int
    package var isFull: Bool
    package var rateLimit: RateLimit

    /// Requests still to come: the walks' pages, links, a summary after each campaign, and the lists' contacts.
    package var requestsToCome: Int { contactRequests + campaigns.reduce(0) { $0 + $1.requests } }

    package var walks: Int { campaigns.reduce(0) { $0 + $1.walks.count } }

    /// The shortest time in which the rate limit allows the requests still to come.
    package var shortestTimeToCome: Duration {
        rateLimit.shortestTime(forRequests: requestsSoFar + requestsToCome)
            - rateLimit.shortestTime(forRequests: requestsSoFar)
    }
}
