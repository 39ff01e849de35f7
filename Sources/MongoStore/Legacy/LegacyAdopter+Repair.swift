import Engagement
import EngagementStore

/// The old scripts also overwrite flags in octo-site's own documents: they find them by campaign and contact.
extension LegacyAdopter {
    /// Repairs flags that don't follow from `first_reported`: flags that were set to false become true again, flags that were
    /// set to true count as reported in run 0. The server groups all participants by these members, which gives few groups;
    /// only participants of contradictory groups are read.
    func repair(_ adoption: inout LegacyAdoption) async throws {
        let groups = try await store.connection.aggregate(
            .participants,
            [["$group": ["_id": ["reported": "$first_reported", "flags": "$engagement"]]]])
        for group in groups {
            let flags = group["_id", "flags"] ?? .null
            let reported = group["_id", "reported"] ?? .null
            let stored: FirstReported
            do throws(UnreadableValue) {
                stored = reported == .null ? FirstReported() : try reported.firstReported()
            } catch {
                throw store.connection.unreadable(error, in: .participants, key: nil)
            }
            guard let correct = Self.corrected(stored, flags: flags) else { continue }
            for kind in ReportKind.engagement where correct.isReported(kind) && !stored.isReported(kind) {
                adoption.flags[kind, default: 0] += 1
            }
            adoption.repaired += try await repair(["first_reported": reported, "engagement": flags], to: correct)
        }
    }

    /// The correct `first_reported`, if the flags don't follow from the stored one; nil if they do.
    private static func corrected(_ stored: FirstReported, flags: BSONValue) -> FirstReported? {
        let flags = flags.document ?? [:]
        let derived = BSONDocument(stored.engagement)
        if !stored.isEmpty, ReportKind.engagement.allSatisfy({ flags[$0.rawValue] == derived[$0.rawValue] }) { return nil }
        var correct = stored
        // A participant with a document was sent the campaign.
        if stored.isEmpty { correct[.sent] = 0 }
        for kind in ReportKind.engagement
        where flags[kind.rawValue].map(LegacyDocument.isTrue) ?? false && !stored.engagement[kind] {
            correct[kind] = 0
        }
        return correct
    }

    /// Rewrites all participants with the same wrong members, with correct copies of their contacts' records.
    private func repair(_ wrong: BSONDocument, to correct: FirstReported) async throws -> Int {
        var repaired = 0
        while true {
            let stored = try await store.connection.find(
                .participants, wrong, .init(projection: ["_id": 1], limit: MongoStore.pageSize),
                decoding: ParticipantDocument.decode)
            guard !stored.isEmpty else { return repaired }
            let records = try await store.contacts(ids: stored.map(\.participant.contactID), on: store.connection)
            let contacts = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let values: BSONDocument = [
                "first_reported": .document(BSONDocument(correct)), "engagement": .document(BSONDocument(correct.engagement)),
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
                    "Participants in \(store.name) have one campaign and contact in _id and others beside it, so their flags "
                        + "can't be repaired. Look for them with {$expr: {$ne: ['$_id.contact_id', '$contact_id']}}.")
            }
            repaired += stored.count
        }
    }
}
