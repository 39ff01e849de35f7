package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func beginRun(_ run: Run) async throws -> Run {
        try await eraseTraces()
        return try await write { db in
            var begun = run
            // Rows of runs are never deleted, so the highest number is the highest ever given.
            begun.number = (try RunNumber.fetchOne(db, sql: "SELECT max(number) FROM run") ?? 0) + 1
            begun.id = try Self.freeID(like: run.id, db)
            try db.execute(
                sql: "UPDATE run SET state = ? WHERE state = ?",
                arguments: [Run.State.interrupted.rawValue, Run.State.running.rawValue])
            try Self.insert(begun, db)
            return begun
        }
    }

    package func saveRun(_ run: Run) async throws {
        try await write { db in
            try Self.update(run, db)
            guard db.changesCount == 1 else { throw noSuchRun(run.number) }
            if run.state.isFinished { try Schema.indexParticipants(db) }
        }
    }

    package func runs() async throws -> [Run] {
        // Reconciliations are left where they are: a year of them is a thousand times as much as all the rest.
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, id, started_at, ended_at, state, api, is_full, covers_account, requests, totals, gained
                    FROM run ORDER BY number
                    """
            ).map(Self.run)
        }
    }

    package func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws {
        let text = try jsonText(reconciliation)
        try await write { db in
            try db.execute(sql: "UPDATE run SET reconciliation = ? WHERE number = ?", arguments: [text, run])
            guard db.changesCount == 1 else { throw noSuchRun(run) }
        }
    }

    package func reconciliation(of run: RunNumber) async throws -> AccountReconciliation? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT reconciliation FROM run WHERE number = ?", arguments: [run])?
                .json("reconciliation")
        }
    }

    func noSuchRun(_ number: RunNumber) -> StoreError {
        StoreError(
            .notFound, store: name, "\(name) knows no run number \(number); `octo-site runs` lists those it knows.")
    }

    private static func freeID(like id: String, _ db: Database) throws -> String {
        var (candidate, count) = (id, 1)
        while try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)", arguments: [candidate])
            == true
        {
            count += 1
            candidate = "\(id)-\(count)"
        }
        return candidate
    }

    static func insert(_ run: Run, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO run (number, id, started_at, state, api, is_full, covers_account, requests, gained)
                VALUES (?, ?, 0, '', '', 0, 0, 0, '')
                """, arguments: [run.number, run.id])
        try update(run, db)
    }

    private static func update(_ run: Run, _ db: Database) throws {
        let gained = Dictionary(uniqueKeysWithValues: run.gained.map { ($0.key.rawValue, $0.value) })
        try db.execute(
            sql: """
                UPDATE run SET id = ?, started_at = ?, ended_at = ?, state = ?, api = ?, is_full = ?, covers_account = ?,
                requests = ?, totals = ?, gained = ? WHERE number = ?
                """,
            arguments: [
                run.id, run.startedAt.seconds, run.endedAt?.seconds, run.state.rawValue, run.api, run.isFull,
                run.coversAccount,
                run.requests, try run.totals.map(jsonText), try jsonText(gained), run.number,
            ])
    }

    private static func run(_ row: Row) throws -> Run {
        var gained: [ReportKind: Int] = [:]
        for (word, count) in try row.json("gained", [String: Int].self) ?? [:] {
            guard let kind = ReportKind(rawValue: word) else {
                throw UnreadableValue(what: "a report's name", text: word)
            }
            gained[kind] = count
        }
        return Run(
            number: row["number"], id: row["id"], startedAt: Timestamp(seconds: row["started_at"]),
            endedAt: row.time("ended_at"),
            state: try row.value("state"), api: row["api"], isFull: row["is_full"],
            coversAccount: row["covers_account"],
            requests: row["requests"], totals: try row.json("totals"), gained: gained)
    }
}
