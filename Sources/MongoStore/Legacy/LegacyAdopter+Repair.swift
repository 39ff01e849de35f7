import Engagement
import EngagementStore

/// The old scripts also overwrite flags in octo-site's own documents: they find them by campaign and contact.
extension LegacyAdopter {
    /// All participants, grouped by what decides whether they need repair.
    func flagGroups() async throws -> [FlagGroup] {
        let time = try await lastWrite() ?? .null
        return try await store.connection.aggregate(.participants, FlagGroup.pipeline(since: time)).map {
            try store.connection.decode($0, in: .participants, FlagGroup.init)
        }
    }

    /// Repairs flags that don't follow from `first_reported`: flags that were set to false become true again, flags that were
    /// set to true count as reported in this run. Only participants of contradictory groups are read.
    func repair(_ groups: [FlagGroup], _ adoption: inout LegacyAdoption) async throws {
        for group in groups where group.isOurs {
            guard let (stored, correct) = try await corrected(group) else { continue }
            let repaired = try await repair(group, to: correct)
            adoption.repaired += repaired
            for kind in ReportKind.allCases where correct.isReported(kind) && !stored.isReported(kind) {
                adoption.gained[kind, default: 0] += repaired
                if kind != .sent { adoption.flags[kind, default: 0] += repaired }
            }
        }
    }

    /// What is stored of a group, and the `first_reported` that agrees with its flags; nil for a group that needs no repair.
    func corrected(_ group: FlagGroup) async throws -> (stored: FirstReported, correct: FirstReported)? {
        let stored: FirstReported
        do throws(UnreadableValue) {
            stored = group.reported == .null ? FirstReported() : try group.reported.firstReported()
        } catch {
            let example = try await store.connection.find(
                .participants, group.filter, .init(projection: ["_id": 1], limit: 1))
            throw store.connection.unreadable(error, in: .participants, key: example.first?["_id"])
        }
        return group.corrected(from: stored, run: run).map { (stored, $0) }
    }

    /// Rewrites all participants of a group, with correct copies of their contacts' records.
    private func repair(_ group: FlagGroup, to correct: FirstReported) async throws -> Int {
        var repaired = 0
        while true {
            let stored = try await store.connection.find(
                .participants, group.filter, .init(projection: ["_id": 1], limit: MongoStore.pageSize),
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
