import Engagement
import EngagementStore
import GRDB

/// Joins contacts' records into the store, inside a transaction: one record a contact, which all its participations share.
struct ContactMerge {
    let db: Database
    let run: RunNumber

    /// - Returns: how many contacts' records were new or replaced.
    func merge(_ contacts: [ContactRecord]) throws -> Int {
        var changed = 0
        let incoming = Self.inOrder(contacts)
        for start in stride(from: 0, to: incoming.count, by: IDList.chunk) {
            let chunk = incoming[start..<min(start + IDList.chunk, incoming.count)]
            let stored = try read(chunk.lazy.map(\.id))
            for contact in chunk where try merge(contact, into: stored[contact.id]) { changed += 1 }
        }
        return changed
    }

    /// A contact whose record is known, and the record's fields as text, which is compared and written.
    private struct Incoming {
        var id: ContactID
        var attributes: Attributes
        var fields: String?

        init(id: ContactID, attributes: Attributes) {
            self.id = id
            self.attributes = attributes
            fields = attributes.fields.map(CanonicalJSON.text)
        }
    }

    private struct Stored {
        var emailAddress: String?
        var status: String?
        var fields: String?
        var lastUpdatedAt: Timestamp?
        var run: RunNumber
        var firstRun: RunNumber

        init(_ row: Row) {
            (emailAddress, status, fields, lastUpdatedAt) = (row[1], row[2], row[3], row.time(4))
            (run, firstRun) = (row[5], row[6])
        }

        func saysTheSame(as other: Incoming) -> Bool {
            fields == other.fields && emailAddress == other.attributes.emailAddress && status == other.attributes.status
                && lastUpdatedAt == other.attributes.lastUpdatedAt
        }

        var attributes: Attributes {
            get throws {
                Attributes(
                    emailAddress: emailAddress, status: status, fields: try fields.map { try CanonicalJSON.fields(from: $0) },
                    lastUpdatedAt: lastUpdatedAt, run: run)
            }
        }
    }

    private static func inOrder(_ contacts: [ContactRecord]) -> [Incoming] {
        var records: [(id: ContactID, attributes: Attributes)] = []
        for contact in contacts.sorted(by: { $0.id < $1.id }) {
            guard let attributes = contact.attributes else { continue }
            if let last = records.last, last.id == contact.id {
                records[records.count - 1].attributes = last.attributes.joined(with: attributes)
            } else {
                records.append((contact.id, attributes))
            }
        }
        return records.map(Incoming.init)
    }

    private func merge(_ contact: Incoming, into stored: Stored?) throws -> Bool {
        guard let stored else {
            try write(contact, firstRun: min(run, contact.attributes.run))
            return true
        }
        guard !stored.saysTheSame(as: contact) else { return false }
        let old = try stored.attributes
        guard old.precedes(contact.attributes) else { return false }
        // What this run itself has written is nothing that a rollback would want back.
        if stored.run < run { try journal(contact.id, stored, old) }
        try write(contact, firstRun: stored.firstRun)
        return true
    }

    // MARK: Statements

    private func read(_ ids: some Sequence<ContactID>) throws -> [ContactID: Stored] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.contact_id, \(Columns.attributes(of: "c")), c.first_run FROM json_each(?) id
                    CROSS JOIN contact c ON c.contact_id = id.value
                    """), arguments: [IDList.json(ids)])
        var stored: [ContactID: Stored] = [:]
        while let row = try rows.next() { stored[row[0]] = Stored(row) }
        return stored
    }

    private func journal(_ id: ContactID, _ stored: Stored, _ old: Attributes) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO journal (run, change, contact_id, email_address, person, status, fields, last_updated_at, attributes_run)
                VALUES (?, 'attributes', ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run, id, old.emailAddress, old.person, old.status, stored.fields, old.lastUpdatedAt?.seconds, old.run,
        ])
    }

    private func write(_ contact: Incoming, firstRun: RunNumber) throws {
        try Self.write(contact.id, contact.attributes, fields: contact.fields, firstRun: firstRun, db)
    }

    static func write(
        _ id: ContactID, _ attributes: Attributes, fields: String?, firstRun: RunNumber, _ db: Database
    ) throws {
        let person = attributes.person
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO contact (contact_id, email_address, person, domain, status, fields, last_updated_at,
                attributes_run, first_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, attributes.emailAddress, person, person.map(mailDomain), attributes.status, fields,
            attributes.lastUpdatedAt?.seconds, attributes.run, firstRun,
        ])
    }
}
