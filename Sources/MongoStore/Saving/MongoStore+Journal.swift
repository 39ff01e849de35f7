import Basics
import Engagement
import EngagementStore

extension MongoStore {
    /// Appends entries. Called before the change itself is written: an entry without its change, left by a killed process,
    /// restores what is there anyway; a change without its entry could not be undone. An old value is journalled once a run,
    /// as it was before that run.
    func writeJournal(_ changes: [JournalEntry.Change], run: RunNumber) async throws {
        guard !changes.isEmpty else { return }
        try await ensureIndexes(of: .journal)
        let changes = try await unjournalled(changes, run: run)
        guard !changes.isEmpty else { return }
        // Read rather than remembered, as another process may have written since.
        let last = try await connection.find(.journal, [:], .init(projection: ["_id": 1], sort: ["_id": -1], limit: 1)) {
            document throws(UnreadableValue) in try document.required("_id", \.integer)
        }
        let start = (last.first ?? 0) + 1
        try await insertOwn(
            changes.enumerated().map { index, change in
                JournalDocument.encode(JournalEntry(run: run, sequence: start + Int64(index), change: change))
            }, into: .journal)
    }

    /// Inserts documents under new numbers. One that is there already is the same if the call was repeated; another one under
    /// that number is somebody else's.
    func insertOwn(_ documents: [BSONDocument], into collection: Collection) async throws {
        let written = try await connection.write(collection, documents.map(Write.insert), expectsDuplicates: true)
        for index in written.duplicates {
            let own = documents[index]
            guard let key = own["_id"], let found = try await connection.find(collection, ["_id": key]).first, found != own
            else { continue }
            throw failure(
                .unreadable,
                "\(collection.rawValue) in \(name) holds a document with the _id \(key.text) that this run did not write. If no "
                    + "other program writes there, remove it or give it another _id; then run this again.")
        }
    }

    /// Leaves out old values that the run has journalled already.
    private func unjournalled(_ changes: [JournalEntry.Change], run: RunNumber) async throws -> [JournalEntry.Change] {
        let contacts = changes.compactMap { JournalledValue($0)?.contact }
        var journalled: Set<JournalledValue> = []
        for ids in contacts.chunks(of: Self.pageSize) {
            let entries = try await connection.find(
                .journal,
                ["contact_id": ["$in": .array(ids.map(BSONValue.string))], "run": .int32(run), "old": ["$exists": true]],
                decoding: JournalDocument.decode)
            journalled.formUnion(entries.compactMap { JournalledValue($0.change) })
        }
        return changes.filter { change in JournalledValue(change).map { !journalled.contains($0) } ?? true }
    }
}

/// Which old value an entry holds; nil for entries that hold none, or a campaign's.
private struct JournalledValue: Hashable {
    var campaign: CampaignID?
    var contact: ContactID

    init?(_ change: JournalEntry.Change) {
        switch change {
        case .attributes(let contact, _): (campaign, self.contact) = (nil, contact)
        case .occurredAt(let campaign, let contact, _): (self.campaign, self.contact) = (campaign, contact)
        case .vanished, .returned, .campaign: return nil
        }
    }
}
