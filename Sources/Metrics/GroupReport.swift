public import Engagement

/// Campaigns taken together: of one list, or of one month.
public struct GroupReport: Hashable, Sendable {
    /// A month as `2026-11`, or the ids of lists joined by `+`.
    public let key: String
    /// `November 2026`, or the lists' names.
    public let title: String
    public let campaigns: Int
    /// Σ over the campaigns.
    public let counts: Counts

    public var rates: Rates { Rates(counts) }

    init(key: String, title: String, counts: [Counts]) {
        self.key = key
        self.title = title
        campaigns = counts.count
        self.counts = counts.reduce(Counts(), +)
    }
}
