import Engagement
import EngagementStore
import GRDB

/// Reads one page of contacts, in order of their addresses.
struct ContactPager {
    private let db: Database
    /// Nil: contacts as they are now.
    private let run: RunNumber?

    init(asOf run: RunNumber?, _ db: Database) {
        self.db = db
        self.run = run
    }

    /// - Returns: the contacts behind an address, and the last address that was looked at; nil for the last page.
    func page(behind last: Person?) throws -> (rows: [ContactRecord], last: Person?) {
        guard let part = try PersonRange.next(behind: last, asOf: run, db) else { return ([], nil) }
        return (try run.map { try contacts(of: part, asOf: $0) } ?? contacts(of: part), part.isLast ? nil : part.last)
    }

    private func contacts(of part: PersonRange) throws -> [ContactRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT contact_id, \(Columns.list(Columns.keyedRecord)) FROM contact
                WHERE person >= ? AND person <= ? ORDER BY person, contact_id
                """)
        return try StatementRow.all(of: statement, [part.first, part.last]) { try SQLiteStore.contactRecord($0) }
    }

    /// Those that had one of the addresses then, whichever they have now.
    private func contacts(of part: PersonRange, asOf run: RunNumber) throws -> [ContactRecord] {
        let ids = try String.fetchAll(
            db,
            sql: """
                SELECT contact_id FROM contact WHERE person >= :first AND person <= :last
                UNION SELECT contact_id FROM journal WHERE person >= :first AND person <= :last AND run > :run
                """, arguments: ["first": part.first, "last": part.last, "run": run])
        return try SQLiteStore.contacts(ids, asOf: run, db)
            .compactMap { record in record.attributes?.person.map { (person: $0, record: record) } }
            .filter { !utf8Less($0.person, part.first) && !utf8Less(part.last, $0.person) }
            .sorted { utf8Equal($0.person, $1.person) ? utf8Less($0.record.id, $1.record.id) : utf8Less($0.person, $1.person) }
            .map(\.record)
    }
}
