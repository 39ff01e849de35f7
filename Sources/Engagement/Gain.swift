/// How many participants of a campaign a run was the first to find in a report.
package struct Gain: Hashable, Sendable {
    package var campaignID: CampaignID
    package var run: RunNumber
    /// Nil counts participants who became engaged: whose earlier one of opened and clicked came with this run.
    package var kind: ReportKind?
    package var count: Int

    package init(campaignID: CampaignID, run: RunNumber, kind: ReportKind?, count: Int) {
        self.campaignID = campaignID
        self.run = run
        self.kind = kind
        self.count = count
    }
}
