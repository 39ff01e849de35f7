package import Engagement
package import EngagementStore

/// The result of syncing one campaign.
package struct CampaignResult: Sendable {
    package var outcome: MergeOutcome
    package var certificates: [Certificate]
    /// Reports whose walks broke off, and may not if they are walked again.
    package var brokenWalks: [ReportKind]
    /// A sentence each.
    package var problems: [String]
}
