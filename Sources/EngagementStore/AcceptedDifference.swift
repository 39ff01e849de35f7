package import Engagement

/// A difference between stored rows and the provider's summary that somebody has accepted (`verify --accept CAMPAIGN KIND`).
/// It alarms again when it grows.
package struct AcceptedDifference: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    /// How far the stored rows are outside of what the summary says.
    package var difference: Int

    package init(campaignID: CampaignID, kind: ReportKind, difference: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.difference = difference
    }
}
