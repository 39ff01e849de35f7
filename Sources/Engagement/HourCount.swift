/// How many participants first did something in one hour after the campaign was sent (0 = the first hour).
package struct HourCount: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var hour: Int
    package var count: Int

    package init(campaignID: CampaignID, kind: ReportKind, hour: Int, count: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.hour = hour
        self.count = count
    }
}
