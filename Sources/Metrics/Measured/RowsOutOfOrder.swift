import Engagement

/// A store gave the rows of a campaign in two parts.
struct RowsOutOfOrder: Error, CustomStringConvertible {
    let campaignID: CampaignID

    var description: String {
        "The rows of campaign \(campaignID) came in two parts; measuring them would have lost the first. Nothing was published."
    }
}
