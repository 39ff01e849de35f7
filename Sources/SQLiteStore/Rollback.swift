import Engagement
import EngagementStore
import GRDB

/// Restores the store as it was before a run began, inside one transaction.
struct Rollback {
    let db: Database
    let run: RunNumber

    func perform() throws -> RollbackOutcome {
        var outcome = RollbackOutcome()
        try ChangeMarks(db: db).raiseAccount()
        try ChangeMarks(db: db).raiseAllCampaigns()
        outcome.runs = try RunNumber.fetchAll(
            db, sql: "SELECT number FROM run WHERE number >= ? AND state <> ? ORDER BY number",
            arguments: [run, Run.State.rolledBack.rawValue])
        let restored = try replayJournal()
        try execute("DELETE FROM contact WHERE first_run >= \(run)")
        try execute("UPDATE contact SET \(ContactMerge.firstKey) WHERE seen_run >= \(run)")
        outcome.restoredContacts = try restored.count { try isContact($0) }
        (outcome.removedParticipants, outcome.loweredParticipants) = try dropReports()
        outcome.removedCampaigns = try execute(
            """
            UPDATE campaign SET \(Columns.list(SQLiteStore.recordColumns.map { "\($0) = NULL" })) WHERE first_run >= \(run)
            """)
        try execute(
            """
            DELETE FROM certificate WHERE (campaign, kind) IN (SELECT campaign, kind FROM certificate WHERE run >= \(run));
            DELETE FROM open_walk; DELETE FROM open_walk_part;
            DELETE FROM list_size WHERE run >= \(run);
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

    /// Restores what the journal's entries replaced, from the newest entry to the oldest one, and deletes the entries.
    /// - Returns: the contacts whose record was restored.
    private func replayJournal() throws -> Set<ContactID> {
        var restored: Set<ContactID> = []
        let campaigns = try SQLiteStore.ids(db)
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM journal WHERE run >= \(run) ORDER BY sequence DESC")
        while let row = try rows.next() {
            let entry = try JournalEntry(row, campaigns: campaigns)
            if case .attributes(let contact, _) = entry.change { restored.insert(contact) }
            try restore(entry.change)
        }
        try execute("DELETE FROM journal WHERE run >= \(run)")
        return restored
    }

    private func restore(_ change: JournalEntry.Change) throws {
        switch change {
        case .attributes(let contact, let old):
            if let old { try restore(old, of: contact) }
        case .occurredAt(let campaign, let contact, let old): try restore(old, of: contact, in: campaign)
        case .vanished(let campaign, let contact, let kind): try mark(contact, in: campaign, kind, "& ~")
        case .returned(let campaign, let contact, let kind): try mark(contact, in: campaign, kind, "|")
        case .campaign(let campaign, let old):
            // Numbers of runs are never used again, so whatever run comes next is later than this one.
            try SQLiteStore.write(old, key: try SQLiteStore.key(of: campaign, db), run: run, db)
        }
    }

    private func restore(_ old: Attributes, of contact: ContactID) throws {
        let statement = try db.cachedStatement(sql: "SELECT first_run FROM contact WHERE contact_id = ?")
        guard let firstRun = try RunNumber.fetchOne(statement, arguments: [contact]) else { return }
        try ContactMerge.write(contact, old, fields: old.fields.map(CanonicalJSON.text), firstRun: firstRun, db)
        try db.cachedStatement(sql: "UPDATE contact SET \(ContactMerge.firstKey) WHERE contact_id = ?")
            .execute(arguments: [contact])
    }

    private func restore(_ old: OccurredAt, of contact: ContactID, in campaign: CampaignID) throws {
        let times = ReportKind.allCases.map { old[$0]?.seconds.databaseValue ?? .null }
        let key = [try SQLiteStore.key(of: campaign, db).databaseValue, contact.databaseValue]
        try db.cachedStatement(
            sql: "UPDATE participant SET \(Columns.list(Columns.times.map { "\($0) = ?" })) WHERE campaign = ? AND contact_id = ?"
        ).execute(arguments: StatementArguments(times + key))
    }

    private func mark(_ contact: ContactID, in campaign: CampaignID, _ kind: ReportKind, _ operation: String) throws {
        try db.cachedStatement(
            sql: """
                UPDATE participant SET vanished = vanished \(operation) \(VanishingMarks.bit(of: kind))
                WHERE campaign = ? AND contact_id = ?
                """
        ).execute(arguments: [try SQLiteStore.key(of: campaign, db), contact])
    }

    private func dropReports() throws -> (removed: Int, lowered: Int) {
        let kinds = ReportKind.allCases.map { (first: Columns.first($0), time: Columns.time($0)) }
        let isKept = kinds.map { "\($0.first) < \(run)" }.joined(separator: " OR ")
        let removed = try execute("DELETE FROM participant WHERE (\(isKept)) IS NOT TRUE")
        let isDropped = kinds.map { "\($0.first) >= \(run)" }.joined(separator: " OR ")
        let changes = kinds.flatMap { kind in
            [kind.time, kind.first].map { "\($0) = CASE WHEN \(kind.first) < \(run) THEN \($0) END" }
        }
        let lowered = try execute("UPDATE participant SET \(Columns.list(changes)) WHERE \(isDropped)")
        return (removed, lowered)
    }
}
