import Engagement

/// What is told of everybody as of a run and as of the run before it, kept for the nights to come.
struct PeopleSums: Hashable, Codable, Sendable {
    /// The run that is shown. The number of a run that was taken back is given again, its id is not.
    var run: RunNumber
    var runID: String
    var excluded: Set<CampaignID>
    /// Without the excluded campaigns.
    var people: PeopleCounts
    var identities: IdentityAudit
    /// Nil with its people where no run has finished before.
    var previous: RunNumber?
    var previousPeople: PeopleCounts?

    /// The sums of another run, if no campaign has changed since these were taken: then a later run found the same, and if it
    /// comes right after this one, this one's sums are those before it. Nil where they can't be told.
    func asOf(_ run: Run, after previous: RunNumber?) -> PeopleSums? {
        if run.id == runID, previous == self.previous { return self }
        guard run.number > self.run, previous == self.run else { return nil }
        var sums = self
        (sums.run, sums.runID, sums.previous, sums.previousPeople) = (run.number, run.id, previous, people)
        return sums
    }
}
