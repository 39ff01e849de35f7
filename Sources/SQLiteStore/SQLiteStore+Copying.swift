package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func finishInterruptedWrites() async throws { try await eraseTraces() }

    // MARK: Copying out

    package func knownContacts() -> RowBatches<KnownContact> {
        batches(key: \.id) { db, last, limit in
            let condition = last == nil ? "" : "WHERE contact_id > ?"
            let cursor = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT contact_id, \(Columns.list(Columns.keyedRecord)), first_run FROM contact \(condition)
                        ORDER BY contact_id LIMIT ?
                        """), arguments: last.map { [$0, limit] } ?? [limit])
            var contacts: [KnownContact] = []
            while let row = try cursor.next() {
                let contact = try row.decoded(in: "contact", by: ["contact_id"]) { row in
                    guard let attributes = try row.keyedRecord(from: 1)?.attributes else {
                        throw UnreadableValue(field: "attributes_run", value: "NULL")
                    }
                    return KnownContact(id: row[0], attributes: attributes, firstRun: try row.value("first_run"))
                }
                contacts.append(contact)
            }
            return contacts
        }
    }

    package func keptCertificates() -> RowBatches<KeptCertificate> {
        batches(after: Int64.self) { db, last in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.*, m.id AS campaign_id FROM certificate c JOIN campaign m ON m.key = c.campaign
                    WHERE sequence > ? ORDER BY sequence LIMIT ?
                    """, arguments: [last ?? 0, Self.pageSize])
            let end: Int64? = rows.count < Self.pageSize ? nil : rows.last?["sequence"]
            return (try rows.map { KeptCertificate(try Self.certificate($0)) }, end)
        }
    }

    package func notes() async throws -> [String: String] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM note WHERE name NOT LIKE '\(InternalNote.prefix)%'")
            return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
        }
    }

    // MARK: Copying in

    private static let tables = [
        "run", "campaign", "list", "contact", "participant", "journal", "certificate", "open_walk", "open_walk_part", "note",
        "tombstone", "forgotten", "accepted_difference", "list_size", "conflicting_tag", "notify_memory",
    ]

    package func isEmpty() async throws -> Bool {
        try await read { db in
            let rows = Self.tables.map { "SELECT 1 FROM \($0)" }.joined(separator: " UNION ALL ")
            return try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (\(rows))") ?? true
        }
    }

    package func holdsHalfCopy() async throws -> Bool { try await note(.halfCopy) != nil }

    package func beginCopy() async throws {
        try await write { db in
            var removed = 0
            for table in Self.tables {
                try db.execute(sql: "DELETE FROM \(table)")
                removed += db.changesCount
            }
            try db.execute(sql: "DELETE FROM kept_measure")
            try Self.save(note: .halfCopy, "", db)
            // People whom the source has forgotten since must not be readable in free pages.
            if removed > 0 { try Self.save(note: .erasure, "", db) }
        }
    }

    package func importRows(_ rows: CopiedRows) async throws {
        try await write { try CopyWriter(db: $0).write(rows) }
    }

    package func endCopy() async throws {
        try await write { db in
            try Schema.indexParticipants(db)
            try ChangeMarks(db: db).raiseAccount()
            try ChangeMarks(db: db).raiseAllCampaigns()
        }
        try await eraseTraces()
        // Nothing that follows can be interrupted: the copy is whole, or is made anew.
        try await saveNote(.halfCopy, nil)
        try finishLog()
    }
}
