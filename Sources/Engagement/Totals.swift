/// The account at the end of a run.
package struct Totals: Hashable, Sendable, Codable {
    package var campaigns: Int
    package var counts: Counts
    /// Distinct addresses, and distinct addresses that opened or clicked anything.
    package var people: Int
    package var engagedPeople: Int

    package init(campaigns: Int = 0, counts: Counts = Counts(), people: Int = 0, engagedPeople: Int = 0) {
        self.campaigns = campaigns
        self.counts = counts
        self.people = people
        self.engagedPeople = engagedPeople
    }
}
