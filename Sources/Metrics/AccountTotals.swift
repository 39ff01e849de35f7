package import Engagement

/// The sums of the account. Participants and people are counted apart.
package struct AccountTotals: Hashable, Sendable {
    /// Campaigns in the sums.
    package let campaigns: Int
    /// Σ over these campaigns, of participants.
    package let counts: Counts
    /// Σ over those of the campaigns whose rate is known: each has a denominator of its own.
    package let rates: Rates
    /// Distinct addresses, and those that opened or clicked anything.
    package let people: Int
    package let engagedPeople: Int

    /// Engaged people ÷ people.
    package var engagedPeopleRate: Rate { Rate(engagedPeople, of: people) }
}
