package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func rollback(to run: RunNumber) async throws -> RollbackOutcome {
        try await write { db in
            guard
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE number = ?)", arguments: [run])
                    == true
            else {
                throw noSuchRun(run)
            }
            return try Rollback(db: db, run: run).perform()
        }
    }
}

/// Takes the store back to before a run, inside one transaction.
private struct Rollback {
    let db: Database
    let run: RunNumber

    func perform() throws -> RollbackOutcome {
        var outcome = RollbackOutcome()
        outcome.runs = try RunNumber.fetchAll(
            db, sql: "SELECT number FROM run WHERE number >= ? AND state <> ? ORDER BY number",
            arguments: [run, Run.State.rolledBack.rawValue])
        let restored = try replayBackwards()
        try execute("DELETE FROM contact WHERE first_run >= \(run)")
        outcome.restoredContacts = try restored.count { try isContact($0) }
        (outcome.removedParticipants, outcome.loweredParticipants) = try dropReports()
        outcome.removedCampaigns = try execute(
            """
            UPDATE campaign SET slug = NULL, name = NULL, subject = NULL, status = NULL, list_ids = NULL, from_name = NULL,
            from_address = NULL, created_at = NULL, sent_at = NULL, summary = NULL, links = NULL, written_run = NULL,
            first_run = NULL WHERE first_run >= \(run)
            """)
        try execute(
            """
            DELETE FROM certificate WHERE (campaign, kind) IN (SELECT campaign, kind FROM certificate WHERE run >= \(run));
            DELETE FROM open_walk; DELETE FROM open_walk_part;
            UPDATE run SET state = '\(Run.State.rolledBack.rawValue)' WHERE number >= \(run);
            """)
        return outcome
    }

    @discardableResult
    private func execute(_ sql: String) throws -> Int {
        try db.execute(sql: sql)
        return db.changesCount
    }

    private func isContact(_ id: ContactID) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM contact WHERE contact_id = ?)")
        return try Bool.fetchOne(statement, arguments: [id]) ?? false
    }

    /// From the newest entry to the oldest one, each putting back what it replaced; the entries themselves go.
    /// - Returns: the contacts whose record was put back.
    private func replayBackwards() throws -> Set<ContactID> {
        var restored: Set<ContactID> = []
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT j.*, \(Columns.attributes(of: "j")) FROM journal j WHERE run >= \(run) ORDER BY sequence DESC
                """)
        while let entry = try entries.next() {
            if try entry.value("change", ChangeName.self) == .attributes { restored.insert(entry["contact_id"]) }
            try putBack(entry)
        }
        try execute("DELETE FROM journal WHERE run >= \(run)")
        return restored
    }

    private func putBack(_ entry: Row) throws {
        switch try entry.value("change", ChangeName.self) {
        case .attributes: try putBackRecord(entry)
        case .occurredAt: try putBackTimes(entry)
        case .vanished: try mark(entry, "& ~")
        case .returned: try mark(entry, "|")
        case .campaign:
            // Runs are never numbered again, so whatever run comes next is later than this one.
            try SQLiteStore.write(JournalEntry.oldCampaign(entry), key: entry["campaign"], run: run, db)
        }
    }

    private func putBackRecord(_ entry: Row) throws {
        guard let old = try entry.attributes(from: JournalEntry.attributesIndex) else { return }
        let statement = try db.cachedStatement(sql: "SELECT first_run FROM contact WHERE contact_id = ?")
        let id: ContactID = entry["contact_id"]
        guard let firstRun = try RunNumber.fetchOne(statement, arguments: [id]) else { return }
        try ContactMerge.write(id, old, fields: entry["fields"], firstRun: firstRun, db)
    }

    private func putBackTimes(_ entry: Row) throws {
        let old = try OccurredAt(journalRow: entry)
        let columns = ReportKind.allCases.map { "\(Columns.time($0)) = ?" }.joined(separator: ", ")
        let times = ReportKind.allCases.map { old[$0]?.seconds.databaseValue ?? .null }
        let key = [(entry["campaign"] as Int64).databaseValue, (entry["contact_id"] as String).databaseValue]
        try db.cachedStatement(sql: "UPDATE participant SET \(columns) WHERE campaign = ? AND contact_id = ?")
            .execute(arguments: StatementArguments(times + key))
    }

    private func mark(_ entry: Row, _ operation: String) throws {
        let kind: ReportKind = try entry.value("kind")
        try db.cachedStatement(
            sql:
                "UPDATE participant SET vanished = vanished \(operation) \(1 << kind.index) WHERE campaign = ? AND contact_id = ?"
        ).execute(arguments: [entry["campaign"] as Int64, entry["contact_id"] as String])
    }

    private func dropReports() throws -> (removed: Int, lowered: Int) {
        let kinds = ReportKind.allCases.map { (first: Columns.first($0), time: Columns.time($0)) }
        let isKept = kinds.map { "\($0.first) < \(run)" }.joined(separator: " OR ")
        let removed = try execute("DELETE FROM participant WHERE (\(isKept)) IS NOT TRUE")
        let isDropped = kinds.map { "\($0.first) >= \(run)" }.joined(separator: " OR ")
        let changes = kinds.flatMap { kind in
            [kind.time, kind.first].map { "\($0) = CASE WHEN \(kind.first) < \(run) THEN \($0) END" }
        }
        let lowered = try execute("UPDATE participant SET \(changes.joined(separator: ", ")) WHERE \(isDropped)")
        return (removed, lowered)
    }
}
