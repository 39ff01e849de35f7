/// What the newest reading of a campaign's links proves.
package struct LinkCertificate: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    /// The run that read them.
    package var run: RunNumber
    /// The summary's clicks when they were read; nil if it doesn't say.
    package var expectedTotal: Int?
    package var expectedUnique: Int?
    /// A digest of the links.
    package var digest: String
    /// Rows and pages that could not be read.
    package var leftOut: Int
    /// True if an earlier run read the same under the same summary: the provider has no more.
    package var isSettled: Bool

    package init(
        campaignID: CampaignID, run: RunNumber, expectedTotal: Int?, expectedUnique: Int?, digest: String, leftOut: Int,
        isSettled: Bool
    ) {
        self.campaignID = campaignID
        self.run = run
        self.expectedTotal = expectedTotal
        self.expectedUnique = expectedUnique
        self.digest = digest
        self.leftOut = leftOut
        self.isSettled = isSettled
    }

    /// True if the links were read under this summary's clicks.
    package func isUnder(_ summary: Summary) -> Bool {
        expectedTotal == summary.clickedTotal && expectedUnique == summary.clickedUnique
    }
}
