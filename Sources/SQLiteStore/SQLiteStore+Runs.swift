package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func beginRun(_ run: Run) async throws -> Run {
        try await eraseTraces()
        return try await write { db in
            let taken = try Row.fetchAll(db, sql: "SELECT number, id FROM run").map { row in
                (number: row[0] as RunNumber, id: row[1] as String)
            }
            let begun = RunNaming.next(after: taken, for: run)
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
            guard db.changesCount == 1 else { throw StoreError.unknownRun(run.number, store: name) }
            if run.state.isFinished { try Schema.indexParticipants(db) }
        }
    }

    package func runs() async throws -> [Run] {
        // Without their reconciliations: a year of them is a thousand times as large as everything else.
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT number, \(Columns.list(Self.runColumns)) FROM run ORDER BY number").map(Self.run)
        }
    }

    package func runIDs() async throws -> [String] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT number, id FROM run ORDER BY number").map { row in
                try row.decoded(in: "run", by: ["number"]) { try $0.value("id") }
            }
        }
    }

    package func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws {
        try await write { db in
            try Self.save(reconciliation, of: run, db)
            guard db.changesCount == 1 else { throw StoreError.unknownRun(run, store: name) }
        }
    }

    package func reconciliation(of run: RunNumber) async throws -> AccountReconciliation? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT number, reconciliation FROM run WHERE number = ?", arguments: [run])?
                .decoded(in: "run", by: ["number"]) { try $0.optionalJSON("reconciliation") }
        }
    }

    // MARK: Rows

    /// All columns of a run but its number and its reconciliation.
    private static let runColumns = [
        "id", "started_at", "ended_at", "state", "api", "is_full", "covers_account", "requests", "totals", "gained",
    ]

    private static func values(of run: Run) throws -> StatementArguments {
        let gained = Dictionary(uniqueKeysWithValues: run.gained.map { ($0.key.rawValue, $0.value) })
        return [
            run.id, run.startedAt.seconds, run.endedAt?.seconds, run.state.rawValue, run.api, run.isFull, run.coversAccount,
            run.requests, try run.totals.map(jsonText), try jsonText(gained),
        ]
    }

    static func insert(_ run: Run, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO run (number, \(Columns.list(runColumns))) VALUES (?, \(Columns.placeholders(runColumns.count)))
                """, arguments: [run.number] + (try values(of: run)))
    }

    private static func update(_ run: Run, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE run SET \(Columns.list(runColumns.map { "\($0) = ?" })) WHERE number = ?",
            arguments: (try values(of: run)) + [run.number])
    }

    static func save(_ reconciliation: AccountReconciliation, of run: RunNumber, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE run SET reconciliation = ? WHERE number = ?", arguments: [try jsonText(reconciliation), run])
    }

    private static func run(_ row: Row) throws -> Run {
        try row.decoded(in: "run", by: ["number"]) { row in
            let gained = try row.numbersByReport("gained").mapValues { Int($0) }
            return Run(
                number: try row.value("number"), id: try row.value("id"), startedAt: try row.time("started_at"),
                endedAt: try row.optionalTime("ended_at"), state: try row.value("state"), api: try row.value("api"),
                isFull: try row.value("is_full"), coversAccount: try row.value("covers_account"),
                requests: try row.value("requests"), totals: try row.optionalJSON("totals"), gained: gained)
        }
    }
}
