package import Engagement
package import EngagementStore

/// A rollback is a sequence of steps, each of which may be interrupted anywhere and repeated. A mark says that something is left to
/// do; it is removed last.
extension MongoStore {
    private static let rollbackMark: BSONDocument = ["_id": "rollback"]

    package func rollback(to run: RunNumber) async throws -> RollbackOutcome {
        guard try await runs().contains(where: { $0.number == run }) else {
            throw StoreError.unknownRun(run, store: name)
        }
        return try await exclusively {
            let unfinished = try await self.unfinishedRollback()
            return try await self.takeBack(to: min(run, unfinished ?? run), isUnfinished: unfinished != nil)
        }
    }

    package func unfinishedRollback() async throws -> RunNumber? {
        try await connection.find(.control, Self.rollbackMark) { document throws(UnreadableValue) in
            try document.required("run", \.run)
        }.first
    }

    /// Carries out the rollback of a call that was interrupted.
    func finishRollback() async throws {
        if let run = try await unfinishedRollback() { _ = try await takeBack(to: run, isUnfinished: true) }
    }

    private func takeBack(to run: RunNumber, isUnfinished: Bool) async throws -> RollbackOutcome {
        let dropped = try await runs().filter { $0.number >= run && $0.state != .rolledBack }
        guard !dropped.isEmpty || isUnfinished else { return RollbackOutcome() }
        discardMemory()
        try await connection.write(
            .control, [.replace(filter: Self.rollbackMark, with: ["_id": "rollback", "run": .int32(run)])])
        var outcome = RollbackOutcome(runs: dropped.map(\.number))
        try await voidCertificates(since: run)
        try await connection.write(.walks, [.deleteMany(filter: [:])])
        outcome.restoredContacts = try await replayJournal(since: run)
        (outcome.removedParticipants, outcome.loweredParticipants) = try await lowerParticipants(to: run)
        try await removeContacts(since: run)
        try await setFirstKeys(["seen_run": ["$gte": .int32(run)]])
        try await connection.write(.listSizes, [.deleteMany(filter: ["run": ["$gte": .int32(run)]])])
        let added: BSONDocument = ["first_run": ["$gte": .int32(run)]]
        outcome.removedCampaigns = try await connection.find(.campaigns, added, .init(projection: ["_id": 1])).count
        try await connection.write(.campaigns, [.deleteMany(filter: added)])
        for var run in dropped {
            run.state = .rolledBack
            try await saveRun(run)
        }
        try await connection.write(.control, [.delete(filter: Self.rollbackMark)])
        return outcome
    }

    /// Voids the certificates of every report that the dropped runs have walked, also those of earlier runs.
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

    /// Restores old values, newest entry first, and deletes the entries.
    /// - Returns: how many contacts have an earlier record again.
    private func replayJournal(since run: RunNumber) async throws -> Int {
        var restored: Set<ContactID> = []
        let sources = try await recordSources()
        while true {
            // Newest first along the keys: an index by run would make the server sort.
            let entries = try await connection.find(
                .journal, ["run": ["$gte": .int32(run)]],
                .init(sort: ["_id": -1], limit: Self.pageSize, hint: ["_id": 1]), decoding: JournalDocument.decode)
            guard !entries.isEmpty else { return restored.count }
            let replay = JournalReplay(oldestFirst: entries.reversed())
            let records = replay.records.map { id, old in
                var old = old
                if let record = old, let source = sources[record.run] { old?.key = source.key(of: record.lastUpdatedAt) }
                return EncodedContact(id, old)
            }
            try await propagate(records)
            try await writeInParallel(.contacts, records.map(Self.replaceContact))
            try await writeInParallel(.participants, Self.restoring(replay))
            try await connection.write(.campaigns, replay.campaigns.values.map { Self.write($0, run: 0) })
            restored.formUnion(records.filter { $0.isKnown && $0.run < run }.map(\.id))
            try await connection.write(
                .journal, [.deleteMany(filter: ["_id": ["$in": .array(entries.map { .int64($0.sequence) })]])])
        }
    }

    /// Restores times and marks of participants. No write depends on another one.
    static func restoring(_ replay: JournalReplay) -> [Write] {
        let times = replay.times.map { key, times in
            Write.update(
                filter: ParticipantDocument.filter(key.campaignID, key.contactID),
                update: ["$set": ["occurred_at": .document(BSONDocument(times))]])
        }
        let marks = replay.marks.flatMap { key, kinds in
            kinds.map { marking(key.campaignID, key.contactID, $0, isVanished: $1) }
        }
        return times + marks
    }

    /// Removes first reports of the dropped runs, and participants that have no others.
    private func lowerParticipants(to run: RunNumber) async throws -> (removed: Int, lowered: Int) {
        let reported = ReportKind.allCases.map { kind -> BSONValue in
            ["first_reported.\(kind.rawValue)": ["$gte": .int32(run)]]
        }
        var (removed, lowered) = (0, 0)
        for campaign in try await campaignOrder() {
            var last: ContactID?
            repeat {
                let page = try await page(of: campaign, behind: last, matching: ["$or": .array(reported)])
                try await writeInParallel(.participants, page.rows.map { Self.lowering($0, to: run) })
                // Not from the result of the write, which may have been repeated.
                let kept = page.rows.count { $0.participant.before(run) != nil }
                removed += page.rows.count - kept
                lowered += kept
                last = page.last
            } while last != nil
        }
        return (removed, lowered)
    }

    private static func lowering(_ stored: ParticipantDocument.Stored, to run: RunNumber) -> Write {
        let filter = ParticipantDocument.filter(stored.campaignID, stored.participant.contactID)
        guard let earlier = stored.participant.before(run) else { return .delete(filter: filter) }
        return .update(
            filter: filter,
            update: [
                "$set": [
                    "first_reported": .document(BSONDocument(earlier.firstReported)),
                    "occurred_at": .document(BSONDocument(earlier.occurredAt)),
                    "engagement": .document(BSONDocument(earlier.firstReported.engagement)), "synced_at": now,
                ]
            ])
    }

    /// Removes records first seen by the dropped runs, and contacts without participations of which only the id is known.
    private func removeContacts(since run: RunNumber) async throws {
        while true {
            let found = try await connection.find(
                .contacts, ["run": ["$gte": .int32(run)]], .init(projection: ["_id": 1], limit: Self.pageSize),
                decoding: Self.contactID)
            guard !found.isEmpty else { break }
            let listed = try await contactsWithParticipants(found)
            try await propagate(listed.map { EncodedContact($0, nil) })
            try await writeInParallel(
                .contacts,
                found.map {
                    listed.contains($0) ? Self.replaceContact(EncodedContact($0, nil)) : .delete(filter: ["_id": .string($0)])
                })
        }
        let bare = RowBatches(pageSize: Self.pageSize, key: { $0 }) { (last: ContactID?, limit) in
            try await self.connection.find(
                .contacts, ["run": ["$exists": false], "_id": ["$gt": last.map(BSONValue.string) ?? .minKey]],
                .init(projection: ["_id": 1], sort: ["_id": 1], limit: limit), decoding: Self.contactID)
        }
        for try await ids in bare {
            let listed = try await contactsWithParticipants(ids)
            try await connection.write(
                .contacts, ids.filter { !listed.contains($0) }.map { .delete(filter: ["_id": .string($0)]) })
        }
    }

    private static func contactID(of document: BSONDocument) throws(UnreadableValue) -> ContactID {
        try document.required("_id", \.string)
    }
}
