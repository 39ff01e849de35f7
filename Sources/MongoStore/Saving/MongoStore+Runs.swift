package import Engagement
import EngagementStore
import FoundationEssentials

extension MongoStore {
    package func beginRun(_ run: Run) async throws -> Run {
        discardMemory()
        try await writeFormat()
        return try await changing {
            try await self.finishForgetting()
            try await self.finishRollback()
            let earlier = try await self.runs()
            for var run in earlier where run.state == .running {
                run.state = .interrupted
                try await self.saveRun(run)
            }
            let begun = RunNaming.next(after: earlier.map { ($0.number, $0.id) }, for: run)
            try await self.insertOwn([RunDocument.encode(begun)], into: .runs)
            return begun
        }
    }

    package func saveRun(_ run: Run) async throws {
        let write = Write.replace(filter: ["_id": .int32(run.number)], with: RunDocument.encode(run), upsert: false)
        let saved = try await changing { try await self.connection.write(.runs, [write]) }
        if saved.matched == 0 { throw StoreError.unknownRun(run.number, store: name) }
    }

    package func runs() async throws -> [Run] {
        try await connection.find(.runs, [:], .init(sort: ["_id": 1]), decoding: RunDocument.decode)
    }

    package func runIDs() async throws -> [String] {
        try await connection.find(.runs, [:], .init(projection: ["id": 1], sort: ["_id": 1])) {
            (document) throws(UnreadableValue) in try document.required("id", \.string)
        }
    }

    /// Kept as JSON, as it is only ever read as a whole.
    package func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws {
        let json = String(decoding: try JSONEncoder().encode(reconciliation), as: UTF8.self)
        let write = Write.replace(filter: ["_id": .int32(run)], with: ["_id": .int32(run), "json": .string(json)])
        try await changing { try await self.connection.write(.reconciliations, [write]) }
    }

    package func reconciliation(of run: RunNumber) async throws -> AccountReconciliation? {
        try await connection.find(.reconciliations, ["_id": .int32(run)]) { document throws(UnreadableValue) in
            let json = try document.required("json", \.string)
            do {
                return try JSONDecoder().decode(AccountReconciliation.self, from: Data(json.utf8))
            } catch {
                throw UnreadableValue(field: "json", value: json)
            }
        }.first
    }
}
