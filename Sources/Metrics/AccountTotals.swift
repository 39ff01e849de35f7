public import Engagement

/// The account's sums: participants and distinct people side by side, never one for the other.
public struct AccountTotals: Hashable, Sendable {
    /// Campaigns in the sums.
    public let campaigns: Int
    /// Σ over these campaigns, of participants.
    public let counts: Counts
    /// Distinct addresses, and those that opened or clicked anything.
    public let people: Int
    public let engagedPeople: Int

    public var rates: Rates { Rates(counts) }
    /// Engaged people ÷ people.
    public var engagedPeopleRate: Rate { Rate(engagedPeople, of: people) }
}
