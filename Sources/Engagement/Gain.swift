/// How many participants of a campaign a run was the first to find in a report.
package struct Gain: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var run: RunNumber
    /// Nil: participants who became engaged, as the run found their first open or click.
    package var kind: ReportKind?
    package var count: Int

    package init(campaignID: CampaignID, run: RunNumber, kind: ReportKind?, count: Int) {
        self.campaignID = campaignID
        self.run = run
        self.kind = kind
        self.count = count
    }
}
