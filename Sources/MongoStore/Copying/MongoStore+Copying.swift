import Basics
package import Engagement
package import EngagementStore

extension MongoStore {
    package func finishInterruptedWrites() async throws {
        try await changing {
            try await self.finishForgetting()
            try await self.finishRollback()
        }
    }

    // MARK: - Out

    package func knownContacts() -> RowBatches<KnownContact> {
        RowBatches(pageSize: Self.pageSize, key: \.id) { (last: ContactID?, limit) in
            let contacts = try await self.connection.find(
                .contacts, ["run": ["$exists": true], "_id": ["$gt": last.map(BSONValue.string) ?? .minKey]],
                .init(sort: ["_id": 1], limit: limit), decoding: EncodedContact.init(_:))
            let firstRuns = try await self.firstRuns(of: contacts.reduce(into: [:]) { $0[$1.id] = $1.run })
            return contacts.compactMap { contact in
                contact.attributes.map {
                    KnownContact(id: contact.id, attributes: $0, firstRun: firstRuns[contact.id] ?? contact.run)
                }
            }
        }
    }

    /// In order of their keys: by campaign, report, run and walk.
    package func keptCertificates() -> RowBatches<KeptCertificate> {
        RowBatches(after: BSONValue.self) { last in
            let documents = try await self.connection.find(
                .certificates, ["_id": ["$gt": last ?? .minKey]], .init(sort: ["_id": 1], limit: Self.pageSize))
            let certificates = try documents.map { document in
                KeptCertificate(
                    try self.connection.decode(document, in: .certificates, CertificateDocument.decode),
                    isVoided: document["voided"] == true)
            }
            return (certificates, documents.count < Self.pageSize ? nil : documents.last?["_id"])
        }
    }

    /// The runs that saw the first records of contacts. No document has it: it is the run of the oldest record in the
    /// journal, otherwise of the current record.
    /// - Parameter contacts: the runs of the current records.
    func firstRuns(of contacts: [ContactID: RunNumber]) async throws -> [ContactID: RunNumber] {
        try await ensureIndexes(of: .journal)
        var first: [ContactID: RunNumber] = [:]
        for part in Array(contacts.keys).chunks(of: Self.pageSize) {
            let replaced = try await connection.find(
                .journal,
                [
                    "contact_id": ["$in": .array(part.map(BSONValue.string))], "change": "attributes",
                    "old": ["$exists": true],
                ], .init(projection: ["contact_id": 1, "old.run": 1], sort: ["_id": 1])
            ) { entry throws(UnreadableValue) in
                let old = try entry.required("old", \.document)
                return (id: try entry.required("contact_id", \.string), run: try old.required("run", \.run))
            }
            for entry in replaced where first[entry.id] == nil { first[entry.id] = entry.run }
        }
        return contacts.merging(first) { $1 }
    }

    // MARK: - In

    /// Marks the database while a copy into it is under way, or has broken off.
    private static let halfCopy: BSONDocument = ["_id": "copy"]

    /// All collections but the one for the lease and the layout's version, and the change numbers, which never fall.
    private static let kept = Collection.allCases.filter { $0 != .control && $0 != .changes }

    package func isEmpty() async throws -> Bool {
        for collection in Self.kept where collection != .measures {
            let some = try await connection.find(collection, [:], .init(projection: ["_id": 1], limit: 1))
            if !some.isEmpty { return false }
        }
        return true
    }

    package func holdsHalfCopy() async throws -> Bool { try await !connection.find(.control, Self.halfCopy).isEmpty }

    package func beginCopy() async throws {
        discardMemory()
        try await writeFormat()
        try await connection.write(.control, [.replace(filter: Self.halfCopy, with: Self.halfCopy)])
        for collection in Self.kept { try await connection.write(collection, [.deleteMany(filter: [:])]) }
    }

    package func importRows(_ rows: CopiedRows) async throws {
        switch rows {
        case .storeID(let id):
            try await connection.write(.control, [.replace(filter: ["_id": "store"], with: ["_id": "store", "id": .string(id)])])
        case .listSizes(let sizes): try await saveListSizes(sizes)
        case .runs(let runs): try await connection.write(.runs, runs.map { .insert(RunDocument.encode($0)) })
        case .reconciliation(let run, let reconciliation): try await saveReconciliation(reconciliation, of: run)
        case .campaigns(let campaigns):
            try await connection.write(.campaigns, campaigns.map { Self.write($0.record, run: $0.savedIn) })
        case .lists(let lists): try await saveLists(lists)
        case .journal(let entries):
            try await ensureIndexes(of: .journal)
            try await writeInParallel(.journal, entries.map { .insert(JournalDocument.encode($0)) })
        case .contacts(let contacts):
            try await writeInParallel(.contacts, contacts.map { .insert(EncodedContact($0.id, $0.attributes).document) })
        case .participants(let rows): try await importParticipants(rows)
        case .certificates(let certificates): try await importCertificates(certificates)
        case .openWalk(let walk):
            let checkpoint = MergeBatch.Checkpoint(
                kind: walk.kind, cursor: walk.cursor, pages: walk.pages, rows: walk.rows, seen: walk.seen)
            try await writeCheckpoints(MergeBatch(run: walk.run, campaignID: walk.campaignID, checkpoints: [checkpoint]))
        case .tombstones(let tombstones): try await keep(tombstones)
        case .forgotten(let counts):
            try await connection.write(
                .forgotten,
                counts.flatMap { campaign, kinds in kinds.map { Self.raising(campaign, $0.key, to: $0.value) } })
        case .accepted(let differences): for difference in differences { try await accept(difference) }
        case .notes(let notes): for (name, value) in notes { try await saveNote(named: name, value) }
        case .conflictingTags(let tags): try await add(conflictingTags: tags)
        case .notifyMemories(let memories): for memory in memories { try await keep(memory) }
        }
    }

    package func endCopy() async throws {
        try await changing { try await self.connection.write(.control, [.delete(filter: Self.halfCopy)]) }
    }

    private func importParticipants(_ rows: [ParticipantRow]) async throws {
        let known = rows.reduce(into: [ContactID: RunNumber]()) { $0[$1.participant.contactID] = $1.attributes?.run }
        let firstRuns = try await firstRuns(of: known)
        // So that their first record finds its participants.
        let bare = Set(rows.filter { $0.attributes == nil }.map(\.participant.contactID))
        try await writeInParallel(
            .contacts, bare.map { .insert(EncodedContact($0, nil).document) }, expectsDuplicates: true)
        let syncedAt = Self.now
        try await writeInParallel(
            .participants,
            rows.map { row in
                .insert(
                    ParticipantDocument.encode(
                        row, knownSince: firstRuns[row.participant.contactID], syncedAt: syncedAt))
            })
    }

    private func importCertificates(_ certificates: [KeptCertificate]) async throws {
        // Numbered over the whole copy: a walk's number only has to be above those of earlier walks of its report.
        let stored = try await connection.aggregate(.certificates, [["$count": "count"]]).first?["count"]?.integer ?? 0
        try await connection.write(
            .certificates,
            certificates.enumerated().map { index, kept in
                let id = Self.certificateKey(kept.certificate).appending("walk", .int64(stored + Int64(index) + 1))
                var document = CertificateDocument.encode(kept.certificate, id: .document(id))
                if kept.isVoided { document.append("voided", true) }
                return .insert(document)
            })
    }
}
