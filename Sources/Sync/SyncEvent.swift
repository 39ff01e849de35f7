package import Engagement

/// What happens while a sync runs, for whoever shows it.
package enum SyncEvent: Sendable {
    /// The campaigns are listed; so many of them have reports.
    case listed(campaigns: Int, withReports: Int)
    /// A campaign's summary has come: `done` of `of`.
    case summary(done: Int, of: Int)
    case planned(SyncPlan)
    case contacts(list: ContactList, changed: Int)
    case campaignStarted(Campaign)
    /// A page of a report has come.
    case page(Campaign, ReportKind, rows: Int)
    case campaignEnded(Campaign, CampaignResult)
    /// Something went wrong that doesn't end the run; a sentence.
    case problem(String)
}

/// What syncing one campaign came to.
package struct CampaignResult: Sendable {
    package var outcome: EngagementStoreOutcome
    package var certificates: [Certificate]
    /// Reports whose walks did not come to their end, and may if they are walked again.
    package var brokenWalks: [ReportKind]
    /// A sentence each.
    package var problems: [String]
}

/// First reports by kind, and participants never seen before.
package struct EngagementStoreOutcome: Hashable, Sendable {
    package var newParticipants: Int
    package var gained: [ReportKind: Int]
}
