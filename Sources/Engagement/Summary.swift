/// The provider's own totals for a campaign, as it gave them. A total that it leaves out is nil: unknown, and never zero.
package struct Summary: Hashable, Sendable, Codable {
    package var sent: Int?
    package var bouncedHard: Int?
    package var bouncedSoft: Int?
    package var openedTotal: Int?
    package var openedUnique: Int?
    package var clickedTotal: Int?
    package var clickedUnique: Int?
    package var complained: Int?
    package var unsubscribed: Int?

    /// A total that can't be true (the first release stored any number) is unknown, too.
    ///
    /// - Parameter sent: 0 if it is not named, as every other.
    package init(
        sent: Int? = 0, bouncedHard: Int? = 0, bouncedSoft: Int? = 0, openedTotal: Int? = 0, openedUnique: Int? = 0,
        clickedTotal: Int? = 0, clickedUnique: Int? = 0, complained: Int? = 0, unsubscribed: Int? = 0
    ) {
        func possible(_ count: Int?) -> Int? { count.flatMap { (0...Self.largestCount).contains($0) ? $0 : nil } }
        self.sent = possible(sent)
        self.bouncedHard = possible(bouncedHard)
        self.bouncedSoft = possible(bouncedSoft)
        self.openedTotal = possible(openedTotal)
        self.openedUnique = possible(openedUnique)
        self.clickedTotal = possible(clickedTotal)
        self.clickedUnique = possible(clickedUnique)
        self.complained = possible(complained)
        self.unsubscribed = possible(unsubscribed)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> Int? { try container.decodeIfPresent(Int.self, forKey: key) }
        self.init(
            sent: try count(.sent), bouncedHard: try count(.bouncedHard), bouncedSoft: try count(.bouncedSoft),
            openedTotal: try count(.openedTotal), openedUnique: try count(.openedUnique),
            clickedTotal: try count(.clickedTotal), clickedUnique: try count(.clickedUnique),
            complained: try count(.complained), unsubscribed: try count(.unsubscribed))
    }

    private enum CodingKeys: CodingKey {
        case sent, bouncedHard, bouncedSoft, openedTotal, openedUnique, clickedTotal, clickedUnique, complained, unsubscribed
    }

    /// Nothing is known.
    package static let unknown = Summary(
        sent: nil, bouncedHard: nil, bouncedSoft: nil, openedTotal: nil, openedUnique: nil, clickedTotal: nil,
        clickedUnique: nil, complained: nil, unsubscribed: nil)

    /// The provider has fewer contacts than this, all accounts together.
    package static let largestCount = 1 << 31

    /// How many contacts the report of a kind should list: unique opens and clicks, hard and soft bounces. Nil if that is unknown.
    package func count(of kind: ReportKind) -> Int? {
        switch kind {
        case .sent: sent
        case .opened: openedUnique
        case .clicked: clickedUnique
        case .bounced: bouncedHard.flatMap { hard in bouncedSoft.map { hard + $0 } }
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }
}
