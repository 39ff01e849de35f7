/// An alarm about the account or one campaign, as a sentence for a person.
package struct Tripwire: Hashable, Sendable, Codable {
    package var campaignID: CampaignID?
    /// The report whose difference can be accepted as known, and that difference; nil for other alarms.
    package var kind: ReportKind?
    package var difference: Int?
    package var message: String

    package init(campaignID: CampaignID? = nil, kind: ReportKind? = nil, difference: Int? = nil, message: String) {
        self.campaignID = campaignID
        self.kind = kind
        self.difference = difference
        self.message = message
    }
}
