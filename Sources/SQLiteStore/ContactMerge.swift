import Basics
import Engagement
import EngagementStore
import GRDB

/// Joins contacts' records into the store, inside a transaction. A contact has one record, which all its participations
/// share.
struct ContactMerge {
    let db: Database
    let run: RunNumber

    /// The contacts that a merge has changed.
    struct Changed {
        /// How many have a record that is new or was replaced.
        var count = 0
        /// Those of whom the journal does not tell what there was before: with their first record, or one in place of another that this
        /// run was said to have found.
        var untold: [ContactID] = []
        /// Those with another address.
        var addresses: [ContactID] = []
        /// Those with the same address.
        var others: [ContactID] = []
    }

    func merge(_ contacts: [ContactRecord]) throws -> Changed {
        var changed = Changed()
        for chunk in contacts.chunks(of: IDList.maximumCount) {
            var incoming = Self.byID(chunk)
            let ids = IDList.json(incoming.keys)
            try read(ids) { id, stored, firstRun in
                guard let attributes = incoming.removeValue(forKey: id) else { return }
                try merge(id, attributes, into: stored, firstRun: firstRun, &changed)
            }
            // Nothing is stored of those that are left.
            for (id, attributes) in incoming.sorted(by: { $0.key < $1.key }) {
                try Self.write(
                    id, attributes, fields: attributes.fields.map(CanonicalJSON.text),
                    firstRun: min(run, attributes.run), db)
                changed.untold.append(id)
                changed.count += 1
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
        _ id: ContactID, _ attributes: Attributes, into stored: StoredRecord, firstRun: RunNumber, _ changed: inout Changed
    ) throws {
        let fields = attributes.fields.map(CanonicalJSON.text)
        if stored.saysTheSame(as: attributes, fields: fields) {
            if try raise(id, stored, to: attributes) { changed.others.append(id) }
            return
        }
        let old = try stored.attributes
        guard old.precedes(attributes) else { return }
        var merged = attributes
        var isTold = stored.run < run
        if isTold {
            try journal(id, old, fields: stored.fields)
        } else {
            let entries = try journalled(id)
            isTold = !entries.isEmpty
            if let entry = entries.first(where: { $0.before.saysTheSame(as: attributes, fields: fields) }) {
                // The run has replaced this record and met it again: in the end it changes nothing.
                (merged.run, merged.lastUpdatedAt) = (entry.before.run, entry.before.lastUpdatedAt)
                try db.cachedStatement(sql: "DELETE FROM journal WHERE sequence = ?").execute(arguments: [entry.sequence])
            }
        }
        try Self.write(id, merged, fields: fields, firstRun: firstRun, db)
        changed.count += 1
        if !isTold {
            changed.untold.append(id)
        } else if utf8Equal(old.emailAddress, merged.emailAddress) {
            changed.others.append(id)
        } else {
            changed.addresses.append(id)
        }
    }

    /// Keeps the newest key of a record that says the same, and of one that this run has brought the latest stamp.
    /// - Returns: true if the stamp changed, which rows show, other than the key.
    private func raise(_ id: ContactID, _ stored: StoredRecord, to attributes: Attributes) throws -> Bool {
        let isNewer = stored.key.map { $0 < attributes.key } ?? true
        let stamp = stored.run == attributes.run ? [stored.lastUpdatedAt, attributes.lastUpdatedAt].compactMap { $0 }.max() : nil
        let changesStamp = stamp.map { $0 != stored.lastUpdatedAt } ?? false
        guard isNewer || changesStamp else { return false }
        let key = isNewer ? attributes.key : stored.key ?? attributes.key
        try db.cachedStatement(
            sql: """
                UPDATE contact SET generation = ?, effective_at = ?, seen_run = ?, last_updated_at = ifnull(?, last_updated_at)
                WHERE contact_id = ?
                """
        ).execute(arguments: [key.generation, key.stamp?.seconds, key.run, stamp?.seconds, id])
        return changesStamp
    }

    /// What this run has journalled of a contact's record.
    private func journalled(_ id: ContactID) throws -> [(sequence: Int64, before: StoredRecord)] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT sequence, \(Columns.list(Columns.record)) FROM journal
                    WHERE contact_id = ? AND run = ? AND change = '\(ChangeName.attributes.rawValue)'
                    """), arguments: [id, run]
        ).compactMap { row in
            let before = try row.decoded(in: "journal", by: ["sequence"]) { try $0.record(from: 1) }
            return before.map { (row[0], $0) }
        }
    }

    /// What sets the key of a contact to the one that the first run that saw its record gave it. Run 0 has no start, and gives
    /// no generation, as an import does.
    static let firstKey = """
        generation = ifnull((
            SELECT number FROM run WHERE is_full AND state <> '\(Run.State.rolledBack.rawValue)'
            AND number <= attributes_run
            AND NOT EXISTS (SELECT 1 FROM run WHERE number = attributes_run AND api = '\(Run.imported)')
            ORDER BY number DESC LIMIT 1), 0),
        effective_at = min(
            last_updated_at, ifnull((SELECT started_at FROM run WHERE number = attributes_run), last_updated_at)),
        seen_run = attributes_run
        """

    // MARK: Statements

    private func read(_ ids: String, _ body: (ContactID, StoredRecord, _ firstRun: RunNumber) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.contact_id, c.first_run, \(Columns.list(Columns.keyedRecord, of: "c")) FROM json_each(?) id
                    CROSS JOIN contact c ON c.contact_id = id.value
                    """), arguments: [ids])
        while let row = try rows.next() {
            try row.decoded(in: "contact", by: ["contact_id"]) { row in
                guard let firstRun: RunNumber = try row.number(1, "first_run"), let stored = try row.keyedRecord(from: 2) else {
                    throw UnreadableValue(field: "first_run or attributes_run", value: "NULL")
                }
                try body(row[0], stored, firstRun)
            }
        }
    }

    func journal(_ id: ContactID, _ old: Attributes, fields: String?) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO journal (run, change, contact_id, \(Columns.list(Columns.journalledRecord)))
                VALUES (?, '\(ChangeName.attributes.rawValue)', ?, \(Columns.placeholders(Columns.journalledRecord.count)))
                """
        ).execute(arguments: [
            run, id, old.emailAddress, old.person, old.status, fields, old.lastUpdatedAt?.seconds, old.run,
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
            attributes.lastUpdatedAt?.seconds, attributes.run, attributes.key.generation, attributes.key.stamp?.seconds,
            attributes.key.run, firstRun,
        ])
    }
}
