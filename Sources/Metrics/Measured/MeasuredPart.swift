package import Engagement

/// A piece of what is measured from the rows of one campaign, of a size that every store can keep.
package struct MeasuredPart: Sendable {
    package let campaignID: CampaignID
    /// 0: ``MeasuredRows``. From 1 on: who took part.
    package let number: Int
    package let bytes: [UInt8]

    package init(campaignID: CampaignID, number: Int, bytes: [UInt8]) {
        self.campaignID = campaignID
        self.number = number
        self.bytes = bytes
    }

    /// The form of ``bytes``; raised with every change of it, or of what is measured.
    package static let version = 4
}
