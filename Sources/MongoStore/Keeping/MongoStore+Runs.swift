package import Engagement
import EngagementStore
import FoundationEssentials

extension MongoStore {
    package func beginRun(_ run: Run) async throws -> Run {
        forgetMemory()
        try await writeFormat()
        try await finishForgetting()
        let earlier = try await runs()
        for var run in earlier where run.state == .running {
            run.state = .interrupted
            try await saveRun(run)
        }
        var new = run
        new.number = (earlier.map(\.number).max() ?? 0) + 1
        let taken = Set(earlier.map(\.id))
        var suffix = 1
        while taken.contains(new.id) {
            suffix += 1
            new.id = "\(run.id)-\(suffix)"
        }
        let written = try await connection.write(.runs, [.insert(RunDocument.encode(new))], expectsDuplicates: true)
        guard written.duplicates.isEmpty else {
            throw failure(.leased, "Another run has begun in \(name) at the same moment. Wait until it has ended.")
        }
        return new
    }

    package func saveRun(_ run: Run) async throws {
        let saved = try await connection.write(
            .runs, [.replace(filter: ["_id": .int32(run.number)], with: RunDocument.encode(run), upsert: false)])
        if saved.matched == 0 { throw failure(.notFound, "\(name) knows no run \(run.number).") }
    }

    package func runs() async throws -> [Run] {
        try await connection.find(.runs, [:], .init(sort: ["_id": 1])).compactMap(RunDocument.decode)
    }

    /// Kept as JSON: it is only ever shown, as a whole.
    package func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws {
        let json = String(decoding: try JSONEncoder().encode(reconciliation), as: UTF8.self)
        try await connection.write(
            .reconciliations,
            [.replace(filter: ["_id": .int32(run)], with: ["_id": .int32(run), "json": .string(json)])])
    }

    package func reconciliation(of run: RunNumber) async throws -> AccountReconciliation? {
        guard let json = try await connection.find(.reconciliations, ["_id": .int32(run)]).first?["json"]?.string
        else { return nil }
        do {
            return try JSONDecoder().decode(AccountReconciliation.self, from: Data(json.utf8))
        } catch {
            throw failure(.failed, "The reconciliation of run \(run) in \(name) can't be read: \(error)")
        }
    }
}
