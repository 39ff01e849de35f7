import Basics
import Engagement
import EngagementStore
import GRDB

/// Joins contacts' records into the store, inside a transaction: one record a contact, which all its participations
/// share.
struct ContactMerge {
    let db: Database
    let run: RunNumber

    /// - Returns: how many contacts' records were new or replaced.
    func merge(_ contacts: [ContactRecord]) throws -> Int {
        var changed = 0
        for chunk in contacts.chunks(of: IDList.chunk) {
            var incoming = Self.byID(chunk)
            let ids = IDList.json(incoming.keys)
            try read(ids) { id, stored in
                guard let attributes = incoming.removeValue(forKey: id) else { return }
                if try merge(id, attributes, into: stored) { changed += 1 }
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

    private struct Stored {
        var emailAddress: String?
        var status: String?
        /// Canonical JSON, which is compared as it is.
        var fields: String?
        var lastUpdatedAt: Timestamp?
        var run: RunNumber
        var firstRun: RunNumber

        init(_ row: Row) {
            (emailAddress, status, fields, lastUpdatedAt) = (row[1], row[2], row[3], row.time(4))
            (run, firstRun) = (row[5], row[6])
        }

        var attributes: Attributes {
            get throws {
                Attributes(
                    emailAddress: emailAddress, status: status,
                    fields: try fields.map { try CanonicalJSON.fields(from: $0) },
                    lastUpdatedAt: lastUpdatedAt, run: run)
            }
        }
    }

    private func merge(_ id: ContactID, _ attributes: Attributes, into stored: Stored) throws -> Bool {
        let fields = attributes.fields.map(CanonicalJSON.text)
        if stored.fields == fields, stored.lastUpdatedAt == attributes.lastUpdatedAt,
            stored.emailAddress == attributes.emailAddress, stored.status == attributes.status
        {
            return false
        }
        let old = try stored.attributes
        guard old.precedes(attributes) else { return false }
        // What this run itself has written is nothing that a rollback would want back.
        if stored.run < run { try journal(id, stored, old) }
        try Self.write(id, attributes, fields: fields, firstRun: stored.firstRun, db)
        return true
    }

    // MARK: Statements

    private func read(_ ids: String, _ body: (ContactID, Stored) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.contact_id, \(Columns.attributes(of: "c")), c.first_run FROM json_each(?) id
                    CROSS JOIN contact c ON c.contact_id = id.value
                    """), arguments: [ids])
        while let row = try rows.next() { try body(row[0], Stored(row)) }
    }

    private func journal(_ id: ContactID, _ stored: Stored, _ old: Attributes) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO journal (run, change, contact_id, email_address, person, status, fields, last_updated_at,
                attributes_run) VALUES (?, 'attributes', ?, ?, ?, ?, ?, ?, ?)
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
                INSERT OR REPLACE INTO contact (contact_id, email_address, person, domain, status, fields, last_updated_at,
                attributes_run, first_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, attributes.emailAddress, person, person.map(mailDomain), attributes.status, fields,
            attributes.lastUpdatedAt?.seconds, attributes.run, firstRun,
        ])
    }
}
