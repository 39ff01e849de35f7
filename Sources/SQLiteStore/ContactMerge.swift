import Basics
import Engagement
import EngagementStore
import GRDB

/// Joins contacts' records into the store, inside a transaction. A contact has one record, which all its participations
/// share.
struct ContactMerge {
    let db: Database
    let run: RunNumber

    /// - Returns: the number of contacts whose record is new or was replaced.
    func merge(_ contacts: [ContactRecord]) throws -> Int {
        var changed = 0
        for chunk in contacts.chunks(of: IDList.maximumCount) {
            var incoming = Self.byID(chunk)
            let ids = IDList.json(incoming.keys)
            try read(ids) { id, stored, firstRun in
                guard let attributes = incoming.removeValue(forKey: id) else { return }
                if try merge(id, attributes, into: stored, firstRun: firstRun) { changed += 1 }
            }
            // Nothing is stored of those that are left.
            for (id, attributes) in incoming.sorted(by: { $0.key < $1.key }) {
                try Self.write(
                    id, attributes, fields: attributes.fields.map(CanonicalJSON.text),
                    firstRun: min(run, attributes.run), db)
                changed += 1
            }
        }
        return changed
    }

    private static func byID(_ contacts: some Sequence<ContactRecord>) -> [ContactID: Attributes] {
        var records: [ContactID: Attributes] = [:]
        for contact in contacts {
            guard let attributes = contact.attributes else { continue }
            if let earlier = records.updateValue(attributes, forKey: contact.id) {
                records[contact.id] = earlier.joined(with: attributes)
            }
        }
        return records
    }

    private func merge(
        _ id: ContactID, _ attributes: Attributes, into stored: StoredRecord, firstRun: RunNumber
    ) throws -> Bool {
        let fields = attributes.fields.map(CanonicalJSON.text)
        if stored.saysTheSame(as: attributes, fields: fields) { return false }
        let old = try stored.attributes
        guard old.precedes(attributes) else { return false }
        // A rollback restores what was there before the run, so what the run itself has written is not journalled.
        if stored.run < run { try journal(id, stored, old) }
        try Self.write(id, attributes, fields: fields, firstRun: firstRun, db)
        return true
    }

    // MARK: Statements

    private func read(_ ids: String, _ body: (ContactID, StoredRecord, _ firstRun: RunNumber) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.contact_id, c.first_run, \(Columns.list(Columns.record, of: "c")) FROM json_each(?) id
                    CROSS JOIN contact c ON c.contact_id = id.value
                    """), arguments: [ids])
        while let row = try rows.next() {
            try row.decoded(in: "contact", by: ["contact_id"]) { row in
                guard let firstRun: RunNumber = try row.number(1, "first_run"), let stored = try row.record(from: 2) else {
                    throw UnreadableValue(field: "first_run or attributes_run", value: "NULL")
                }
                try body(row[0], stored, firstRun)
            }
        }
    }

    private func journal(_ id: ContactID, _ stored: StoredRecord, _ old: Attributes) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO journal (run, change, contact_id, \(Columns.list(Columns.journalledRecord)))
                VALUES (?, '\(ChangeName.attributes.rawValue)', ?, \(Columns.placeholders(Columns.journalledRecord.count)))
                """
        ).execute(arguments: [
            run, id, old.emailAddress, old.person, old.status, stored.fields, old.lastUpdatedAt?.seconds, old.run,
        ])
    }

    static func write(
        _ id: ContactID, _ attributes: Attributes, fields: String?, firstRun: RunNumber, _ db: Database
    ) throws {
        let person = attributes.person
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO contact (\(Columns.list(Columns.contact)), first_run)
                VALUES (\(Columns.placeholders(Columns.contact.count)), ?)
                """
        ).execute(arguments: [
            id, attributes.emailAddress, person, person.map(mailDomain), attributes.status, fields,
            attributes.lastUpdatedAt?.seconds, attributes.run, firstRun,
        ])
    }
}
