import Engagement
import EngagementStore

/// The old scripts overwrite flags and copies in octo-site's own documents, too: they look them up by campaign and
/// contact.
extension LegacyAdopter {
    /// Puts right what doesn't follow from `first_reported`: flags that fell rise again, flags that rose count as
    /// reported before run 1. The server groups all participants by what they say, which is little; only groups that
    /// contradict themselves are read.
    func repair(_ report: inout LegacyAdoption) async throws {
        let groups = try await store.connection.aggregate(
            .participants,
            [["$group": ["_id": ["reported": "$first_reported", "flags": "$engagement"]]]])
        for group in groups {
            let flags = group["_id", "flags"] ?? .null
            let reported = group["_id", "reported"] ?? .null
            guard let right = Self.corrected(reported: reported, flags: flags) else { continue }
            for kind in ReportKind.engagement
            where right.isReported(kind) && reported.document?.firstReported.isReported(kind) != true {
                report.flags[kind, default: 0] += 1
            }
            report.repaired += try await repair(["first_reported": reported, "engagement": flags], to: right)
        }
    }

    /// What `first_reported` must be, if the flags don't follow from what it is; nil if they do.
    private static func corrected(reported: BSONValue, flags: BSONValue) -> FirstReported? {
        let stored = reported.document?.firstReported ?? FirstReported()
        let flags = flags.document ?? [:]
        let derived = BSONDocument(stored.engagement)
        if !stored.isEmpty, ReportKind.engagement.allSatisfy({ flags[$0.rawValue] == derived[$0.rawValue] }) { return nil }
        var right = stored
        // Who has a document was sent the campaign.
        if stored.isEmpty { right[.sent] = 0 }
        for kind in ReportKind.engagement
        where flags[kind.rawValue].map(LegacyDocument.isTrue) ?? false && !stored.engagement[kind] {
            right[kind] = 0
        }
        return right
    }

    /// Rewrites all participants that say the same, with copies of their contacts' records as they should be.
    private func repair(_ wrong: BSONDocument, to right: FirstReported) async throws -> Int {
        var repaired = 0
        while true {
            let stored = try await store.connection.find(
                .participants, wrong, .init(projection: ["_id": 1], limit: MongoStore.chunk)
            ).compactMap(ParticipantDocument.decode)
            guard !stored.isEmpty else { return repaired }
            let records = try await store.contacts(ids: stored.map(\.participant.contactID), on: store.connection)
            let contacts = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let values: BSONDocument = [
                "first_reported": .document(BSONDocument(right)), "engagement": .document(BSONDocument(right.engagement)),
                "synced_at": MongoStore.now,
            ]
            let result = try await store.writeInParallel(
                .participants,
                stored.map { stored in
                    let contact = stored.participant.contactID
                    return .update(
                        filter: ParticipantDocument.filter(stored.campaignID, contact),
                        update: ParticipantDocument.copying(contacts[contact], setting: values))
                })
            guard result.matched == stored.count else {
                throw store.failure(
                    .failed,
                    "Participants in \(store.name) name one campaign and contact in _id and others beside it, so their flags "
                        + "can't be put right. Look for them with {$expr: {$ne: ['$_id.contact_id', '$contact_id']}}.")
            }
            repaired += stored.count
        }
    }
}
