import Basics
package import Engagement
import EngagementStore

extension MongoStore {
    package func endWalk(
        _ certificate: Certificate, keepsCursor: Bool, vanished: [ContactID], returned: [ContactID]
    ) async throws {
        try await exclusively {
            try await self.mark(vanished, certificate, isVanished: true)
            try await self.mark(returned, certificate, isVanished: false)
            try await self.append(certificate)
            if !keepsCursor {
                try await self.dropOpenWalk(campaign: certificate.campaignID, kind: certificate.kind)
            }
        }
    }

    /// Marks contacts as no longer listed, or as listed again, and journals it.
    private func mark(_ contacts: [ContactID], _ certificate: Certificate, isVanished: Bool) async throws {
        let (campaign, kind) = (certificate.campaignID, certificate.kind)
        let changed = try await listed(contacts, campaign, kind, isVanished: !isVanished)
        try await writeJournal(
            changed.map { isVanished ? .vanished(campaign, $0, kind) : .returned(campaign, $0, kind) }, run: certificate.run)
        try await writeInParallel(
            .participants, changed.map { Self.marking(campaign, $0, kind, isVanished: isVanished) })
    }

    /// Appends a certificate: a report may be walked twice in a run, and both certificates are kept.
    private func append(_ certificate: Certificate) async throws {
        let key = Self.certificateKey(certificate)
        let range: BSONValue = [
            "$gte": .document(key.appending("walk", .minKey)), "$lte": .document(key.appending("walk", .maxKey)),
        ]
        let last = try await connection.find(.certificates, ["_id": range], .init(sort: ["_id": -1], limit: 1)) {
            document throws(UnreadableValue) in
            try document.required("_id", document: { key throws(UnreadableValue) in try key.required("walk", \.integer) })
        }
        let id = key.appending("walk", .int64((last.first ?? 0) + 1))
        try await connection.write(
            .certificates, [.insert(CertificateDocument.encode(certificate, id: .document(id)))])
    }

    /// The beginning of the keys of all walks through one report in one run; `walk` counts them.
    static func certificateKey(_ certificate: Certificate) -> BSONDocument {
        (key(certificate.campaignID, certificate.kind).document ?? [:]).appending("run", .int32(certificate.run))
    }

    /// Those of the contacts that the report has listed and whose mark is the given one: only they change.
    private func listed(
        _ contacts: [ContactID], _ campaign: CampaignID, _ kind: ReportKind, isVanished: Bool
    ) async throws -> [ContactID] {
        let stored = try await participants(contacts, of: campaign)
        let matching = Set(
            stored.filter {
                $0.participant.firstReported.isReported(kind) && $0.vanished.contains(kind) == isVanished
            }.map(\.participant.contactID))
        return contacts.filter(matching.contains)
    }

    static func marking(_ campaign: CampaignID, _ contact: ContactID, _ kind: ReportKind, isVanished: Bool) -> Write {
        let change: BSONDocument = ["vanished": .string(kind.rawValue)]
        return .update(
            filter: ParticipantDocument.filter(campaign, contact),
            update: [isVanished ? "$addToSet" : "$pull": .document(change)])
    }

    package func certificates() async throws -> [Certificate] {
        let documents = try await connection.aggregate(
            .certificates,
            [
                ["$match": ["voided": ["$ne": true]]],
                ["$sort": ["_id": -1]],
                [
                    "$group": [
                        "_id": ["campaign_id": "$campaign_id", "kind": "$kind"], "newest": ["$first": "$$ROOT"],
                        "complete": ["$push": ["$cond": ["$is_complete", "$$ROOT", "$$REMOVE"]]],
                    ]
                ],
                ["$set": ["complete": ["$slice": ["$complete", 2]]]],
                ["$sort": ["_id": 1]],
            ])
        return try documents.flatMap { group in
            let documents = (group["newest"].map { [$0] } ?? []) + (group["complete"]?.array ?? [])
            let certificates = try documents.compactMap(\.document).map {
                try connection.decode($0, in: .certificates, CertificateDocument.decode)
            }
            let complete = certificates.dropFirst()
            return certificates.prefix(1).filter { !complete.contains($0) } + complete
        }
    }

    package func certificates(of run: RunNumber) async throws -> [Certificate] {
        try await connection.find(
            .certificates, ["run": .int32(run), "voided": ["$ne": true]], .init(sort: ["_id": 1]),
            decoding: CertificateDocument.decode)
    }
}
