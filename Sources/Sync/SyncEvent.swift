public import Engagement

/// What happens while a sync runs, for whoever shows it.
public enum SyncEvent: Sendable {
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
public struct CampaignResult: Sendable {
    public var outcome: EngagementStoreOutcome
    public var certificates: [Certificate]
    /// Reports whose walks did not come to their end, and may if they are walked again.
    public var brokenWalks: [ReportKind]
    /// A sentence each.
    public var problems: [String]
}

/// First reports by kind, and participants never seen before.
public struct EngagementStoreOutcome: Hashable, Sendable {
    public var newParticipants: Int
    public var gained: [ReportKind: Int]
}
