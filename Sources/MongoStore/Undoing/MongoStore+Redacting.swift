package import Engagement
package import EngagementStore

extension MongoStore {
    package func redact(
        _ redaction: Redaction, slug: @escaping @Sendable (Campaign, Set<String>) -> String
    ) async throws -> [RedactedPlace: Int] {
        try await exclusively {
            self.discardMemory()
            var counts: [RedactedPlace: Int] = [:]
            func count(_ number: Int, in place: RedactedPlace) { if number > 0 { counts[place, default: 0] += number } }
            let (campaigns, links) = try await self.redactCampaigns(redaction, slug: slug)
            count(campaigns, in: .campaigns)
            count(links, in: .links)
            count(try await self.redactLists(redaction), in: .lists)
            count(try await self.redactFields(redaction), in: .fields)
            count(try await self.redactJournal(redaction), in: .journal)
            count(try await self.redactProblems(redaction), in: .problems)
            count(try await self.redactUnkeyed(redaction), in: .unkeyed)
            try await self.redactTags(redaction)
            return counts
        }
    }

    /// - Returns: redacted campaigns and links.
    private func redactCampaigns(
        _ redaction: Redaction, slug: (Campaign, Set<String>) -> String
    ) async throws -> (campaigns: Int, links: Int) {
        let saved = try await savedCampaigns()
        var taken = Set(saved.map(\.record.slug))
        var (campaigns, links) = (0, 0)
        var writes: [Write] = []
        for old in saved {
            guard let record = redaction.redacted(old.record, slug: { slug($0, taken) }) else { continue }
            taken.insert(record.slug)
            if record.campaign != old.record.campaign { campaigns += 1 }
            let kept = Set((record.links ?? []).map(\.url))
            links += (old.record.links ?? []).count { !kept.contains($0.url) }
            writes.append(Self.write(record, run: old.savedIn))
        }
        try await connection.write(.campaigns, writes)
        return (campaigns, links)
    }

    private func redactLists(_ redaction: Redaction) async throws -> Int {
        let redacted = try await lists().compactMap { redaction.redacted($0) }
        try await saveLists(redacted)
        return redacted.count
    }

    /// The copies that participants have come before the record, so that an interrupted pass is made again.
    private func redactFields(_ redaction: Redaction) async throws -> Int {
        try await rewrite(.contacts, ["fields": ["$exists": true]], [:]) { documents in
            var contacts: [EncodedContact] = []
            for document in documents {
                guard let old = try document.optional("fields", \.document), let fields = redaction.redacted(old.fields) else {
                    continue
                }
                contacts.append(try EncodedContact(Self.replacing("fields", of: document, by: .document(BSONDocument(fields)))))
            }
            try await self.propagate(contacts)
            return contacts.map { contact in
                .update(
                    filter: ["_id": .string(contact.id)],
                    update: ["$set": ["fields": .document(contact.fields ?? BSONDocument())]])
            }
        }
    }

    private func redactJournal(_ redaction: Redaction) async throws -> Int {
        let slugs = Dictionary(try await savedCampaigns().map { ($0.record.id, $0.record.slug) }) { $1 }
        return try await rewrite(.journal, ["old": ["$exists": true]], [:]) { documents in
            try documents.compactMap { document in
                var entry = try JournalDocument.decode(document)
                switch entry.change {
                case .attributes(let contact, let old?):
                    guard let redacted = redaction.redacted(old) else { return nil }
                    entry.change = .attributes(contact, old: redacted)
                case .campaign(let campaign, let old):
                    guard let redacted = redaction.redacted(old, slug: { slugs[$0.id] ?? $0.id }) else { return nil }
                    entry.change = .campaign(campaign, old: redacted)
                case .attributes, .occurredAt, .vanished, .returned: return nil
                }
                return .replace(filter: ["_id": .int64(entry.sequence)], with: JournalDocument.encode(entry), upsert: false)
            }
        }
    }

    private func redactProblems(_ redaction: Redaction) async throws -> Int {
        let certificates = try await rewrite(.certificates, ["problem": ["$exists": true]], ["problem": 1]) { documents in
            try documents.compactMap { document in
                guard let text = try document.optional("problem", \.string).flatMap({ redaction.redacted($0) }) else {
                    return nil
                }
                return .update(filter: ["_id": document["_id"] ?? .null], update: ["$set": ["problem": .string(text)]])
            }
        }
        var reconciliations = 0
        for run in try await runs() {
            guard let old = try await reconciliation(of: run.number), let new = redaction.redacted(old) else { continue }
            try await saveReconciliation(new, of: run.number)
            reconciliations += 1
        }
        return certificates + reconciliations
    }

    /// Not counted: the tags are those of lists and fields, which are.
    private func redactTags(_ redaction: Redaction) async throws {
        for tag in try await conflictingTags() {
            guard let redacted = redaction.redacted(tag) else { continue }
            try await add(conflictingTags: [foldedTag(redacted)])
            try await connection.write(.conflictingTags, [.delete(filter: ["_id": .string(tag)])])
        }
    }

    private func redactUnkeyed(_ redaction: Redaction) async throws -> Int {
        try await rewrite(.unkeyed, [:], [:]) { documents in
            documents.compactMap { document in
                guard let id = document["_id"], let redacted = BSONValue.document(document).redacted(by: redaction)?.document
                else {
                    return nil
                }
                return .replace(filter: ["_id": id], with: redacted, upsert: false)
            }
        }
    }

    /// Reads a collection page by page in order of its keys, and writes what `writes` makes of each page.
    /// - Returns: the number of writes.
    private func rewrite(
        _ collection: Collection, _ filter: BSONDocument, _ projection: BSONDocument,
        writes: ([BSONDocument]) async throws -> [Write]
    ) async throws -> Int {
        var last = BSONValue.minKey
        var count = 0
        while true {
            let documents = try await connection.find(
                collection, filter.appending("_id", ["$gt": last]),
                .init(projection: projection.isEmpty ? nil : projection, sort: ["_id": 1], limit: Self.pageSize))
            guard let end = documents.last?["_id"] else { return count }
            let changes: [Write]
            do {
                changes = try await writes(documents)
            } catch let error as UnreadableValue {
                throw connection.unreadable(error, in: collection, key: nil)
            }
            try await connection.write(collection, changes)
            count += changes.count
            last = end
        }
    }

    private static func replacing(_ key: String, of document: BSONDocument, by value: BSONValue) -> BSONDocument {
        BSONDocument(document.map { ($0.key, $0.key == key ? value : $0.value) })
    }
}

extension BSONValue {
    /// The value without the addresses in its texts, however deep; nil if it has none of them.
    func redacted(by redaction: Redaction) -> BSONValue? {
        switch self {
        case .string(let text): return redaction.redacted(text).map(BSONValue.string)
        case .array(let items):
            let redacted = items.map { $0.redacted(by: redaction) }
            return redacted.contains { $0 != nil } ? .array(zip(redacted, items).map { $0 ?? $1 }) : nil
        case .document(let document):
            let members = document.map { ($0.key, $0.value, $0.value.redacted(by: redaction)) }
            guard members.contains(where: { $0.2 != nil }) else { return nil }
            return .document(BSONDocument(members.map { ($0.0, $0.2 ?? $0.1) }))
        default: return nil
        }
    }
}
