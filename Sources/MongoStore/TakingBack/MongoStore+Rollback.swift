package import Engagement
package import EngagementStore

/// A rollback is a row of steps, each of which may be cut off anywhere and done again. What tells that there is
/// something left to do, the state of the runs, changes last.
extension MongoStore {
    package func rollback(to run: RunNumber) async throws -> RollbackOutcome {
        let runs = try await runs()
        guard runs.contains(where: { $0.number == run }) else {
            throw failure(.notFound, "\(name) knows no run \(run) that could be rolled back.")
        }
        let dropped = runs.filter { $0.number >= run && $0.state != .rolledBack }
        guard !dropped.isEmpty else { return RollbackOutcome() }
        return try await exclusively {
            self.forgetMemory()
            var outcome = RollbackOutcome(runs: dropped.map(\.number))
            try await self.voidCertificates(since: run)
            try await self.connection.write(.walks, [.deleteMany(filter: [:])])
            outcome.restoredContacts = try await self.replayJournal(since: run)
            (outcome.removedParticipants, outcome.loweredParticipants) = try await self.lowerParticipants(to: run)
            try await self.removeContacts(since: run)
            outcome.removedCampaigns = try await self.connection.write(
                .campaigns, [.deleteMany(filter: ["first_run": ["$gte": .int32(run)]])]
            ).deleted
            for var run in dropped {
                run.state = .rolledBack
                try await self.saveRun(run)
            }
            return outcome
        }
    }

    /// Whatever the dropped runs have walked proves nothing any more, nor do earlier walks of the same report.
    private func voidCertificates(since run: RunNumber) async throws {
        let walked = try await connection.aggregate(
            .certificates,
            [
                ["$match": ["run": ["$gte": .int32(run)]]],
                ["$group": ["_id": ["campaign_id": "$campaign_id", "kind": "$kind"]]],
            ])
        try await connection.write(
            .certificates,
            walked.compactMap { $0["_id"]?.document }.map {
                .updateMany(filter: $0, update: ["$set": ["voided": true]])
            })
    }

    /// Puts old values back, newest entry first, and drops the entries.
    /// - Returns: how many contacts have an earlier record again.
    private func replayJournal(since run: RunNumber) async throws -> Int {
        var restored: Set<ContactID> = []
        while true {
            // Newest first along the keys: an index by run would make the server sort.
            let entries = try await connection.find(
                .journal, ["run": ["$gte": .int32(run)]],
                .init(sort: ["_id": -1], limit: Self.chunk, hint: ["_id": 1])
            ).compactMap(JournalDocument.decode)
            guard !entries.isEmpty else { return restored.count }
            let replay = Replay(newestFirst: entries)
            try await propagate(replay.records)
            try await writeInParallel(.contacts, replay.records.map(Self.replaceContact))
            try await writeInParallel(.participants, replay.participantWrites)
            try await connection.write(.campaigns, replay.campaigns.values.map { Self.write($0, run: 0) })
            restored.formUnion(replay.records.filter { $0.isKnown && $0.run < run }.map(\.id))
            try await connection.write(
                .journal, [.deleteMany(filter: ["_id": ["$in": .array(entries.map { .int64($0.sequence) })]])])
        }
    }

    /// Drops reports that the dropped runs were the first to bring, and participants of whom nothing is left.
    private func lowerParticipants(to run: RunNumber) async throws -> (removed: Int, lowered: Int) {
        let reported = ReportKind.allCases.map { kind -> BSONValue in
            ["first_reported.\(kind.rawValue)": ["$gte": .int32(run)]]
        }
        var (removed, lowered) = (0, 0)
        for campaign in try await campaignOrder() {
            let pager = ParticipantPager(connection, campaign: campaign, matching: ["$or": .array(reported)])
            while let stored = try await pager.next() {
                let writes = stored.map { Self.lowering($0, to: run) }
                let result = try await writeInParallel(.participants, writes)
                removed += result.deleted
                lowered += result.modified
            }
        }
        return (removed, lowered)
    }

    private static func lowering(_ stored: ParticipantDocument.Stored, to run: RunNumber) -> Write {
        let filter = ParticipantDocument.filter(stored.campaignID, stored.participant.contactID)
        let reported = stored.participant.firstReported.before(run)
        guard !reported.isEmpty else { return .delete(filter: filter) }
        var times = stored.participant.occurredAt
        for kind in ReportKind.allCases where !reported.isReported(kind) { times[kind] = nil }
        return .update(
            filter: filter,
            update: [
                "$set": [
                    "first_reported": .document(BSONDocument(reported)), "occurred_at": .document(BSONDocument(times)),
                    "engagement": .document(BSONDocument(reported.engagement)), "synced_at": now,
                ]
            ])
    }

    /// Drops the records that the dropped runs were the first to bring, and contacts who are nobody's participant any
    /// more and of whom only the id is known.
    private func removeContacts(since run: RunNumber) async throws {
        while true {
            let found = try await connection.find(
                .contacts, ["run": ["$gte": .int32(run)]], .init(projection: ["_id": 1], limit: Self.chunk)
            ).compactMap { $0["_id"]?.string }
            guard !found.isEmpty else { break }
            let listed = try await contactsWithParticipants(found)
            try await propagate(listed.map { EncodedContact($0, nil) })
            try await writeInParallel(
                .contacts,
                found.map {
                    listed.contains($0) ? Self.replaceContact(EncodedContact($0, nil)) : .delete(filter: ["_id": .string($0)])
                })
        }
        var last: BSONValue = .minKey
        while true {
            let bare = try await connection.find(
                .contacts, ["run": ["$exists": false], "_id": ["$gt": last]],
                .init(projection: ["_id": 1], sort: ["_id": 1], limit: Self.chunk)
            ).compactMap { $0["_id"]?.string }
            guard let end = bare.last else { return }
            last = .string(end)
            let listed = try await contactsWithParticipants(bare)
            try await connection.write(
                .contacts, bare.filter { !listed.contains($0) }.map { .delete(filter: ["_id": .string($0)]) })
        }
    }
}
