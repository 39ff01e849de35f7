package import Engagement
import EngagementStore
import FoundationEssentials

/// An unfinished walk is one document of `octo_walks`, `{_id: {campaign_id, kind}, run, cursor, pages, rows}`, which a
/// checkpoint replaces, and documents `{_id: {campaign_id, kind, part}, seen}`, which checkpoints only add: the cost of a
/// checkpoint does not grow with the walk. Parts added by a process that was killed before it moved the cursor do no harm: a
/// contact that is seen twice counts once.
extension MongoStore {
    func writeCheckpoints(_ batch: MergeBatch) async throws {
        guard let campaign = batch.campaignID, !batch.checkpoints.isEmpty else { return }
        let writes = batch.checkpoints.flatMap { checkpoint -> [Write] in
            let id = Self.key(campaign, checkpoint.kind)
            guard let cursor = checkpoint.cursor else { return Self.dropping(campaign, checkpoint.kind) }
            let walk: BSONDocument = [
                "_id": id, "run": .int32(batch.run), "cursor": .string(cursor), "pages": BSONValue(checkpoint.pages),
                "rows": BSONValue(checkpoint.rows),
            ]
            let seen: BSONDocument = [
                "_id": .document((id.document ?? [:]).appending("part", .string(UUID().uuidString))),
                "seen": .binary(checkpoint.seen.bytes),
            ]
            return [.insert(seen), .replace(filter: ["_id": id], with: walk)]
        }
        // In order: a cursor must not move past contacts that are not stored.
        try await connection.write(.walks, writes, ordered: true)
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
        try await changing { try await self.connection.write(.walks, Self.dropping(campaign, kind), ordered: true) }
    }

    /// The cursor first: what has been seen has no meaning without it.
    private static func dropping(_ campaign: CampaignID, _ kind: ReportKind) -> [Write] {
        [
            .delete(filter: ["_id": key(campaign, kind)]),
            .deleteMany(filter: ["_id": parts(campaign, kind)]),
        ]
    }

    /// The keys of what a walk has seen, without the walk itself.
    private static func parts(_ campaign: CampaignID, _ kind: ReportKind) -> BSONValue {
        let key = self.key(campaign, kind).document ?? [:]
        return [
            "$gte": .document(key.appending("part", .minKey)), "$lte": .document(key.appending("part", .maxKey)),
        ]
    }
}
