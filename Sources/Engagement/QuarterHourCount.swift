/// How many participants first did something in one quarter of an hour of UTC, so that any time zone can be shown.
package struct QuarterHourCount: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var startsAt: Timestamp
    package var count: Int

    package init(campaignID: CampaignID, kind: ReportKind, startsAt: Timestamp, count: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.startsAt = startsAt
        self.count = count
    }
}
