import Engagement
import EngagementStore
import Files
import Synchronization

/// The lease is one document of `octo_control`: `{_id: "lease", holder, token, process, expires_at}`. The server writes and
/// compares it by its own clock, so machines whose clocks differ agree on who holds it.
extension MongoStore {
    private static let duration: BSONValue = .int32(60_000)

    package func acquireLease(holder: String) async throws {
        // An expired lease for the conditional update below to find: an upsert can't compare with $$NOW.
        try await connection.write(
            .control,
            [.update(filter: ["_id": "lease"], update: ["$setOnInsert": ["expires_at": .date(milliseconds: 0)]], upsert: true)],
            expectsDuplicates: true)
        let isFree: BSONValue = ["$or": [["$lte": ["$expires_at", "$$NOW"]], ["$eq": ["$token", .string(leaseToken)]]]]
        let taken = try await connection.write(
            .control, [.update(filter: ["_id": "lease", "$expr": isFree], update: leasing(to: holder))])
        if taken.matched == 0, try await !takeOver(for: holder) { throw try await leasedToSomebodyElse() }
        marks.forget()
        holdsLease.withLock { $0 = true }
    }

    /// Takes the lease of a process of this machine that was killed: it would expire only a minute after its last renewal.
    private func takeOver(for holder: String) async throws -> Bool {
        guard let lease = try await connection.find(.control, ["_id": "lease"]).first, let token = lease["token"],
            let process = lease["process"]?.string, ProcessMark.hasEnded(process)
        else { return false }
        return try await connection.write(
            .control, [.update(filter: ["_id": "lease", "token": token], update: leasing(to: holder))]
        ).matched > 0
    }

    package func renewLease() async throws {
        // The second connection never has to wait for a pipeline over everything.
        let renewed = try await secondConnection.write(
            .control, [.update(filter: ["_id": "lease", "token": .string(leaseToken)], update: leasing(to: nil))])
        if renewed.matched == 0 { throw try await leasedToSomebodyElse() }
    }

    package func releaseLease() async throws {
        try await connection.write(.control, [.delete(filter: ["_id": "lease", "token": .string(leaseToken)])])
        holdsLease.withLock { $0 = false }
    }

    /// A pipeline, as only pipelines know $$NOW. The holder's name is a literal, so that it is not read as a path.
    private func leasing(to holder: String?) -> BSONDocument {
        var values: BSONDocument = [
            "token": .string(leaseToken), "expires_at": ["$add": ["$$NOW", Self.duration]],
        ]
        values.append("holder", ifPresent: holder.map { ["$literal": .string($0)] })
        values.append("process", ifPresent: ProcessMark.own.map { ["$literal": .string($0)] })
        return ["0": ["$set": .document(values)]]
    }

    private func leasedToSomebodyElse() async throws -> StoreError {
        let lease = try await connection.find(.control, ["_id": "lease"]).first
        let holder = lease?["holder"]?.string ?? "another run"
        let until = lease?["expires_at"]?.timestamp?.iso8601 ?? "a minute from now"
        return failure(
            .leased, "\(holder) is using \(name). Wait until it has ended; if it was killed, its lease expires at \(until).")
    }
}
