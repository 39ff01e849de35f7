import Basics
package import Engagement

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

    /// Marks contacts as no longer listed, or listed again, and tells the journal.
    private func mark(_ contacts: [ContactID], _ certificate: Certificate, isVanished: Bool) async throws {
        let (campaign, kind) = (certificate.campaignID, certificate.kind)
        let changed = try await listed(contacts, campaign, kind, isVanished: !isVanished)
        try await writeJournal(
            changed.map { isVanished ? .vanished(campaign, $0, kind) : .returned(campaign, $0, kind) }, run: certificate.run)
        try await writeInParallel(
            .participants, changed.map { Self.marking(campaign, $0, kind, isVanished: isVanished) })
    }

    /// Appends a certificate: a report may be walked twice in a run, and both walks are kept.
    private func append(_ certificate: Certificate) async throws {
        let key = Self.certificateKey(certificate)
        let range: BSONValue = [
            "$gte": .document(key.appending("walk", .minKey)), "$lte": .document(key.appending("walk", .maxKey)),
        ]
        let last = try await connection.find(.certificates, ["_id": range], .init(sort: ["_id": -1], limit: 1)).first
        let id = key.appending("walk", .int64((last?["_id", "walk"]?.integer ?? 0) + 1))
        try await connection.write(
            .certificates, [.insert(CertificateDocument.encode(certificate, id: .document(id)))])
    }

    /// What the keys of all walks through one report in one run begin with; `walk` counts them.
    static func certificateKey(_ certificate: Certificate) -> BSONDocument {
        (key(certificate.campaignID, certificate.kind).document ?? [:]).appending("run", .int32(certificate.run))
    }

    /// Those of the contacts that the report has listed and whose mark differs: the others need no entry in the journal.
    private func listed(
        _ contacts: [ContactID], _ campaign: CampaignID, _ kind: ReportKind, isVanished: Bool
    ) async throws -> [ContactID] {
        var result: [ContactID] = []
        for part in contacts.chunks(of: Self.chunk) {
            let ids = part.map { ParticipantDocument.id(campaign, $0) }
            let stored = try await connection.find(
                .participants, ["_id": ["$in": .array(ids)], "campaign_id": .string(campaign)],
                .init(projection: ParticipantDocument.projection)
            ).compactMap(ParticipantDocument.decode)
            let matching = Set(
                stored.filter {
                    $0.participant.firstReported.isReported(kind) && $0.vanished.contains(kind) == isVanished
                }.map(\.participant.contactID))
            result += part.filter(matching.contains)
        }
        return result
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
        return documents.flatMap { document in
            let newest = document["newest"]?.document.flatMap(CertificateDocument.decode)
            let complete = (document["complete"]?.array ?? []).compactMap { $0.document.flatMap(CertificateDocument.decode) }
            return (newest.map { complete.contains($0) ? [] : [$0] } ?? []) + complete
        }
    }

    package func certificates(of run: RunNumber) async throws -> [Certificate] {
        try await connection.find(.certificates, ["run": .int32(run), "voided": ["$ne": true]], .init(sort: ["_id": 1]))
            .compactMap(CertificateDocument.decode)
    }
}
