package import Engagement

/// The sums of the account. Participants and people are counted apart.
package struct AccountTotals: Hashable, Sendable {
    /// Campaigns in the sums.
    package let campaigns: Int
    /// Σ over these campaigns, of participants.
    package let counts: Counts
    /// Distinct addresses, and those that opened or clicked anything.
    package let people: Int
    package let engagedPeople: Int

    package var rates: Rates { Rates(counts) }
    /// Engaged people ÷ people.
    package var engagedPeopleRate: Rate { Rate(engagedPeople, of: people) }
}
