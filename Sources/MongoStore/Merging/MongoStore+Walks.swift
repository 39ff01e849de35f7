package import Engagement
import EngagementStore
import FoundationEssentials
import Synchronization

/// An unfinished walk is one document of `octo_walks`, `{_id: {campaign_id, kind}, run, cursor, pages, rows}`, which a
/// checkpoint replaces, and documents `{_id: {campaign_id, kind, part}, seen}`, which checkpoints only add: the cost of a
/// checkpoint does not grow with the walk. Parts added by a process that was killed before it moved the cursor do no harm: a
/// contact that is seen twice counts once.
extension MongoStore {
    func writeCheckpoints(_ batch: MergeBatch) async throws {
        guard let campaign = batch.campaignID, !batch.checkpoints.isEmpty else { return }
        var writes: [Write] = []
        for checkpoint in batch.checkpoints {
            let id = Self.key(campaign, checkpoint.kind)
            guard let cursor = checkpoint.cursor else {
                writes += try await dropping(campaign, checkpoint.kind)
                continue
            }
            // Before it is stored: then nobody else believes that it is not.
            try await readWalks()
            memory.withLock { _ = $0.walks?.insert(WalkKey(campaign: campaign, kind: checkpoint.kind)) }
            let walk: BSONDocument = [
                "_id": id, "run": .int32(batch.run), "cursor": .string(cursor), "pages": BSONValue(checkpoint.pages),
                "rows": BSONValue(checkpoint.rows),
            ]
            let seen: BSONDocument = [
                "_id": .document((id.document ?? [:]).appending("part", .string(UUID().uuidString))),
                "seen": .binary(checkpoint.seen.bytes),
            ]
            writes += [.insert(seen), .replace(filter: ["_id": id], with: walk)]
        }
        // In order: a cursor must not move past contacts that are not stored.
        if !writes.isEmpty { try await connection.write(.walks, writes, ordered: true) }
    }

    package func openWalks() async throws -> [OpenWalk] {
        var walks = try await connection.find(.walks, ["cursor": ["$exists": true]], .init(sort: ["_id": 1])) {
            document throws(UnreadableValue) in
            let (campaign, kind) = try Self.campaignAndKind(of: document)
            return OpenWalk(
                campaignID: campaign, kind: kind, run: try document.required("run", \.run),
                cursor: try document.required("cursor", \.string), pages: try document.required("pages", \.int),
                rows: try document.required("rows", \.int), seen: ContactSet())
        }
        for index in walks.indices {
            let parts = try await connection.find(
                .walks, ["_id": Self.parts(walks[index].campaignID, walks[index].kind)], decoding: Self.seen)
            for part in parts { walks[index].seen.formUnion(part) }
        }
        return walks
    }

    private static func seen(_ part: BSONDocument) throws(UnreadableValue) -> ContactSet {
        ContactSet(
            bytes: try part.required("seen") { seen in
                seen.binary.flatMap { $0.count.isMultiple(of: ContactSet.bytesPerID) ? $0 : nil }
            })
    }

    package func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws {
        let writes = try await dropping(campaign, kind)
        if writes.isEmpty { return }
        try await changing { try await self.connection.write(.walks, writes, ordered: true) }
    }

    /// The cursor first: what has been seen has no meaning without it. Nothing where nothing is stored: every walk asks for it three
    /// times, and a write takes a while to be confirmed.
    private func dropping(_ campaign: CampaignID, _ kind: ReportKind) async throws -> [Write] {
        guard try await mayHaveStored(WalkKey(campaign: campaign, kind: kind)) else { return [] }
        return [
            .delete(filter: ["_id": Self.key(campaign, kind)]),
            .deleteMany(filter: ["_id": Self.parts(campaign, kind)]),
        ]
    }

    private func mayHaveStored(_ walk: WalkKey) async throws -> Bool {
        try await readWalks()
        return memory.withLock { $0.walks?.contains(walk) ?? true }
    }

    /// Remembers which walks are stored, unless that is known.
    private func readWalks() async throws {
        if memory.withLock({ $0.walks != nil }) { return }
        let stored = try await connection.find(.walks, [:], .init(projection: ["_id": 1])) {
            document throws(UnreadableValue) in
            let (campaign, kind) = try Self.campaignAndKind(of: document)
            return WalkKey(campaign: campaign, kind: kind)
        }
        // Others may have been added while these were read.
        memory.withLock { $0.walks = ($0.walks ?? []).union(stored) }
    }

    /// The keys of what a walk has seen, without the walk itself.
    private static func parts(_ campaign: CampaignID, _ kind: ReportKind) -> BSONValue {
        let key = self.key(campaign, kind).document ?? [:]
        return [
            "$gte": .document(key.appending("part", .minKey)), "$lte": .document(key.appending("part", .maxKey)),
        ]
    }
}
