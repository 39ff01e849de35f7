package import Engagement

/// What happens while a sync runs.
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
    /// A failure that doesn't end the run; a sentence.
    case problem(String)
}
