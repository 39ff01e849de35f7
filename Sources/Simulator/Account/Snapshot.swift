import Engagement

/// The events of a campaign up to a moment: the first rows of its ledger.
struct Snapshot: Sendable {
    private let ledger: Ledger
    private let elapsed: UInt32

    init(_ ledger: Ledger, elapsed: UInt32) {
        self.ledger = ledger
        self.elapsed = elapsed
    }

    var sent: ArraySlice<Ledger.Row> { cut(ledger.sent) }
    var opened: ArraySlice<Ledger.Row> { cut(ledger.opened) }
    var clicked: ArraySlice<Ledger.Row> { cut(ledger.clicked) }
    var bounced: ArraySlice<Ledger.Row> { cut(ledger.bounced) }
    var complained: ArraySlice<Ledger.Row> { cut(ledger.complained) }
    var unsubscribed: ArraySlice<Ledger.Row> { cut(ledger.unsubscribed) }
    var opens: ArraySlice<Ledger.Row> { cut(ledger.opens) }
    var clicks: ArraySlice<Ledger.Row> { cut(ledger.clicks) }

    private func cut(_ rows: [Ledger.Row]) -> ArraySlice<Ledger.Row> { rows[..<rows.count(by: elapsed)] }

    /// One row a contact.
    func rows(of kind: ReportKind) -> ArraySlice<Ledger.Row> {
        switch kind {
        case .sent: sent
        case .opened: opened
        case .clicked: clicked
        case .bounced: bounced
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }

    /// One row an event; opens and clicks may be repeated.
    func events(of kind: ReportKind) -> ArraySlice<Ledger.Row> {
        switch kind {
        case .opened: opens
        case .clicked: clicks
        default: rows(of: kind)
        }
    }

    /// Recipients who are in none of the reports of the kind.
    func recipients(without kind: ReportKind) -> [Ledger.Row] {
        let others = Set(rows(of: kind).map(\.contact))
        return sent.filter { !others.contains($0.contact) }
    }

    var summary: Summary {
        let hard = bounced.count { $0.detail == 1 }
        return Summary(
            sent: sent.count, bouncedHard: hard, bouncedSoft: bounced.count - hard, openedTotal: opens.count,
            openedUnique: opened.count, clickedTotal: clicks.count, clickedUnique: clicked.count,
            complained: complained.count, unsubscribed: unsubscribed.count)
    }

    /// The clicks on a link: all of them, and distinct contacts.
    func clicks(ofLink link: Int) -> (total: Int, unique: Int) {
        let rows = clicks.filter { $0.detail == UInt32(link) }
        return (rows.count, Set(rows.map(\.contact)).count)
    }

    func counts(engaged: Int) -> Counts {
        Counts(
            participants: sent.count, sent: sent.count, opened: engaged, openedReported: opened.count,
            clicked: clicked.count,
            engaged: engaged, bounced: bounced.count, complained: complained.count, unsubscribed: unsubscribed.count)
    }
}
