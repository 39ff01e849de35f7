import Engagement
import EngagementStore

/// Participants with the same flags and the same `first_reported`, counted by the server: a few groups for millions of them.
struct FlagGroup: Sendable {
    /// False if `_id` is not octo-site's `{campaign_id, contact_id}`.
    let isOurs: Bool
    /// Null where a document has none.
    let reported: BSONValue
    let flags: BSONValue
    /// True if something else has written these documents since the last run; see ``LegacyAdopter/lastWrite()``.
    let isForeign: Bool
    let count: Int

    init(_ document: BSONDocument) throws(UnreadableValue) {
        let key = try document.required("_id", \.document)
        isOurs = try key.required("is_ours", \.boolean)
        reported = key["reported"] ?? .null
        flags = key["flags"] ?? .null
        isForeign = try key.required("is_foreign", \.boolean)
        count = try document.required("count", \.int)
    }

    /// True for documents whose key is octo-site's, as an expression.
    static let hasOurKey: BSONValue = [
        "$and": [
            ["$eq": [["$type": "$_id.campaign_id"], "string"]], ["$eq": [["$type": "$_id.contact_id"], "string"]],
            ["$eq": ["$_id", ["campaign_id": "$_id.campaign_id", "contact_id": "$_id.contact_id"]]],
        ]
    ]

    /// - Parameter time: of octo-site's last write; null asks for none since.
    static func pipeline(since time: BSONValue) -> [BSONValue] {
        let isForeign: BSONValue =
            time == .null
            ? ["$literal": false] : ["$or": [["$gt": ["$synced_at", time]], ["$ne": [["$type": "$synced_at"], "date"]]]]
        let key: BSONValue = [
            "is_ours": hasOurKey, "reported": "$first_reported", "flags": "$engagement", "is_foreign": isForeign,
        ]
        return [["$group": ["_id": key, "count": ["$sum": 1]]]]
    }

    /// Selects the group's participants.
    var filter: BSONDocument {
        ["first_reported": reported, "engagement": flags, "$expr": Self.hasOurKey]
    }

    /// The `first_reported` that agrees with the flags, if they don't follow from the stored one; nil if they do. What the
    /// flags add counts for a run.
    func corrected(from stored: FirstReported, run: RunNumber) -> FirstReported? {
        let flags = flags.document ?? [:]
        let derived = BSONDocument(stored.engagement)
        if !stored.isEmpty, ReportKind.engagement.allSatisfy({ flags[$0.rawValue] == derived[$0.rawValue] }) { return nil }
        var correct = stored
        // A participant with a document was sent the campaign.
        if stored.isEmpty { correct[.sent] = run }
        for kind in LegacyDocument.reported(flags) where !stored.engagement[kind] { correct[kind] = run }
        return correct
    }
}
