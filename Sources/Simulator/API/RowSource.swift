import Basics
import Engagement

/// A report's rows in the order of the pages.
struct RowSource {
    private let rows: ArraySlice<Ledger.Row>
    private let list: Int
    private let sentAt: Int64
    private let book: ContactBook
    private let isDescending: Bool
    private let tellsTimes: Bool

    init(_ name: ReportName, of entry: CampaignEntry, in account: Account, options: SimulatorOptions) {
        let snapshot = account.snapshot(of: entry)
        var rows: ArraySlice<Ledger.Row>
        switch name {
        case .kind(let kind): rows = options.rowsPerEvent ? snapshot.events(of: kind) : snapshot.rows(of: kind)
        case .without(let kind): rows = snapshot.recipients(without: kind)[...]
        }
        if options.emptied[entry.campaign.id]?.contains(name.kind) == true { rows = [] }
        if options.forgetting != .nothing { rows = rows.filter { !Self.isForgotten($0.contact) }[...] }
        isDescending = options.reportOrder == .newestFirst
        self.rows = rows
        list = entry.list
        sentAt = entry.index.map { account.plan.campaigns[$0].sentAt } ?? 0
        book = account.contacts
        let isOld = account.now.seconds - sentAt > 30 * 86_400
        if case .without = name { tellsTimes = false } else { tellsTimes = !(options.isFreePlan && isOld) }
    }

    static func isForgotten(_ contact: UInt32) -> Bool { ((contact &* 2_654_435_761) >> 16) % 3 == 0 }

    var count: Int { rows.count }

    private func at(_ place: Int) -> Ledger.Row {
        rows[isDescending ? rows.endIndex - 1 - place : rows.startIndex + place]
    }

    func row(_ place: Int) -> ReportPage.Row {
        let row = at(place)
        return ReportPage.Row(
            key: ContactKey(list: list, contact: Int(row.contact)),
            occurredAt: tellsTimes ? sentAt + Int64(row.at) / 1_000 : nil, isHardBounce: row.detail == 1)
    }

    func cursor(at place: Int) -> SimulatedCursor {
        let key = ContactKey(list: list, contact: Int(self.at(place).contact))
        return SimulatedCursor(time: sentAt * 1_000 + Int64(self.at(place).at), id: book.id(key))
    }

    /// The index of the first row after the cursor.
    func place(after cursor: SimulatedCursor?) -> Int {
        guard let cursor else { return 0 }
        let at = cursor.time - sentAt * 1_000
        var place = (0..<rows.count).partitioningIndex {
            let own = Int64(self.at($0).at)
            return isDescending ? own <= at : own >= at
        }
        while place < rows.count, Int64(self.at(place).at) == at {
            if book.id(ContactKey(list: list, contact: Int(self.at(place).contact))) == cursor.id { return place + 1 }
            place += 1
        }
        return place
    }
}
