/// The provider's own totals for a campaign, as it gave them.
package struct Summary: Hashable, Sendable, Codable {
    package var sent: Int
    package var bouncedHard: Int
    package var bouncedSoft: Int
    package var openedTotal: Int
    package var openedUnique: Int
    package var clickedTotal: Int
    package var clickedUnique: Int
    package var complained: Int
    package var unsubscribed: Int

    package init(
        sent: Int = 0, bouncedHard: Int = 0, bouncedSoft: Int = 0, openedTotal: Int = 0, openedUnique: Int = 0,
        clickedTotal: Int = 0, clickedUnique: Int = 0, complained: Int = 0, unsubscribed: Int = 0
    ) {
        self.sent = sent
        self.bouncedHard = bouncedHard
        self.bouncedSoft = bouncedSoft
        self.openedTotal = openedTotal
        self.openedUnique = openedUnique
        self.clickedTotal = clickedTotal
        self.clickedUnique = clickedUnique
        self.complained = complained
        self.unsubscribed = unsubscribed
    }

    /// How many contacts the report of a kind should list: unique opens and clicks, hard and soft bounces.
    package func count(of kind: ReportKind) -> Int {
        switch kind {
        case .sent: sent
        case .opened: openedUnique
        case .clicked: clickedUnique
        case .bounced: bouncedHard + bouncedSoft
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }
}
