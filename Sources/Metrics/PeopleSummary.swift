package import Engagement

/// People counted by recency and by how often they engaged. Rows are added in batches, as a store streams them, so memory does
/// not grow with the account.
package struct PeopleSummary: Hashable, Sendable {
    /// The end of the run that is shown: “within 30 days” means before it.
    package let asOf: Timestamp
    package private(set) var people = 0
    /// Opened or clicked anything.
    package private(set) var engaged = 0
    package private(set) var clicked = 0
    private var tiers: [RecencyTier: Int] = [:]
    private var engagedBins: [Int]
    private var silentBins: [Int]

    package init(asOf: Timestamp) {
        self.asOf = asOf
        engagedBins = Array(repeating: 0, count: Self.bins.count)
        silentBins = engagedBins
    }

    package mutating func add(_ rows: some Sequence<PersonRow>) {
        for row in rows {
            people += 1
            tiers[RecencyTier(of: row, asOf: asOf), default: 0] += 1
            // A click implies an open, so the campaigns opened are the campaigns engaged with.
            let campaigns = max(row.opened, row.clicked)
            if row.clicked > 0 { clicked += 1 }
            if campaigns > 0 {
                engaged += 1
                engagedBins[Self.bin(of: campaigns)] += 1
            } else {
                silentBins[Self.bin(of: row.campaigns)] += 1
            }
        }
    }

    package func count(of tier: RecencyTier) -> Int { tiers[tier] ?? 0 }

    /// Every tier, most recent first, with its share of all people.
    package var byTier: [(tier: RecencyTier, rate: Rate)] {
        RecencyTier.allCases.map { ($0, Rate(count(of: $0), of: people)) }
    }

    /// Engaged people by the number of campaigns they opened or clicked.
    package var byCampaignsEngaged: [Bin] { Self.filled(engagedBins) }

    /// People who never engaged by the number of campaigns they were sent.
    package var silentByCampaignsReceived: [Bin] { Self.filled(silentBins) }

    package struct Bin: Hashable, Sendable {
        package var campaigns: ClosedRange<Int>
        package var people: Int

        /// `1`, `3–5`, `51 and more`
        package var label: String {
            if campaigns.upperBound == .max { return "\(campaigns.lowerBound) and more" }
            return campaigns.lowerBound == campaigns.upperBound
                ? "\(campaigns.lowerBound)" : "\(campaigns.lowerBound)–\(campaigns.upperBound)"
        }
    }

    private static let bins: [ClosedRange<Int>] = [1...1, 2...2, 3...5, 6...10, 11...20, 21...50, 51...Int.max]

    private static func bin(of campaigns: Int) -> Int {
        bins.firstIndex { campaigns <= $0.upperBound } ?? bins.count - 1
    }

    private static func filled(_ counts: [Int]) -> [Bin] {
        zip(bins, counts).map { Bin(campaigns: $0, people: $1) }
    }
}
