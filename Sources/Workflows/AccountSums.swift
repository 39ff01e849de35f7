import Engagement

/// Sums over all campaigns as of a run and as of the run before it, as the store counts them.
struct AccountSums: Hashable, Codable, Sendable {
    /// The run that is shown.
    var run: RunNumber
    var excluded: Set<CampaignID>
    var counts: [CampaignID: Counts]
    /// Without the excluded campaigns.
    var people: PeopleCounts
    var gains: [Gain]
    var vanished: [CampaignID: [ReportKind: Int]]
    var identities: IdentityAudit
    /// Nil with its sums where no run has finished before.
    var previous: RunNumber?
    var previousCounts: [CampaignID: Counts]?
    var previousPeople: PeopleCounts?

    /// The sums of another run, if no campaign has changed since these were taken: then a later run found the same, and if it
    /// comes right after this one, this one's sums are those before it. Nil where they can't be told.
    func asOf(_ run: RunNumber, after previous: RunNumber?) -> AccountSums? {
        if run == self.run, previous == self.previous { return self }
        guard run > self.run, previous == self.run else { return nil }
        var sums = self
        (sums.run, sums.previous) = (run, previous)
        (sums.previousCounts, sums.previousPeople) = (counts, people)
        return sums
    }
}
