package import Engagement
import EngagementStore
import FoundationEssentials

/// An unfinished walk is one document of `octo_walks`, `{_id: {campaign_id, kind}, run, cursor, pages, rows}`, which a
/// checkpoint replaces, and documents `{_id: {campaign_id, kind, part}, seen}`, which it only appends: what a
/// checkpoint costs doesn't grow with the walk. What was appended by a process that was killed before it moved the
/// cursor does no harm: a contact that is seen twice counts once.
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
        // In order: a cursor must not move past contacts that are not written down.
        try await connection.write(.walks, writes, ordered: true)
    }

    package func openWalks() async throws -> [OpenWalk] {
        var walks: [OpenWalk] = []
        for document in try await connection.find(.walks, ["cursor": ["$exists": true]], .init(sort: ["_id": 1])) {
            guard let campaign = document["_id", "campaign_id"]?.string,
                let kind = document["_id", "kind"]?.string.flatMap(ReportKind.init),
                let run = document["run"]?.run, let cursor = document["cursor"]?.string
            else { continue }
            var walk = OpenWalk(
                campaignID: campaign, kind: kind, run: run, cursor: cursor, pages: document["pages"]?.int ?? 0,
                rows: document["rows"]?.int ?? 0, seen: ContactSet())
            let parts = try await connection.find(.walks, ["_id": Self.parts(campaign, kind)])
            for part in parts { walk.seen.formUnion(ContactSet(bytes: part["seen"]?.binary ?? [])) }
            walks.append(walk)
        }
        return walks
    }

    package func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws {
        try await connection.write(.walks, Self.dropping(campaign, kind), ordered: true)
    }

    /// The cursor first: what has been seen means nothing without it.
    private static func dropping(_ campaign: CampaignID, _ kind: ReportKind) -> [Write] {
        [
            .delete(filter: ["_id": key(campaign, kind)]),
            .deleteMany(filter: ["_id": parts(campaign, kind)]),
        ]
    }

    /// The keys of what a walk has seen, and not of the walk itself.
    private static func parts(_ campaign: CampaignID, _ kind: ReportKind) -> BSONValue {
        let key = self.key(campaign, kind).document ?? [:]
        return [
            "$gte": .document(key.appending("part", .minKey)), "$lte": .document(key.appending("part", .maxKey)),
        ]
    }
}
