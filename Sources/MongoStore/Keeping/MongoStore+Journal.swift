import Basics
import Engagement
import EngagementStore

extension MongoStore {
    /// Appends differences. Called before the change itself is written: a change that a killed process didn't come to is
    /// told of in vain, and replaying it puts back what is there; one that was made and not told of couldn't be undone.
    /// An old value is told of once a run, as it was before that run.
    func writeJournal(_ changes: [JournalEntry.Change], run: RunNumber) async throws {
        guard !changes.isEmpty else { return }
        try await ensureIndexes(of: .journal)
        let changes = try await untold(changes, run: run)
        guard !changes.isEmpty else { return }
        // Read rather than remembered, as another process may have written since.
        let last = try await connection.find(.journal, [:], .init(projection: ["_id": 1], sort: ["_id": -1], limit: 1))
        let start = (last.first?["_id"]?.integer ?? 0) + 1
        let written = try await connection.write(
            .journal,
            changes.enumerated().map { index, change in
                .insert(JournalDocument.encode(JournalEntry(run: run, sequence: start + Int64(index), change: change)))
            }, expectsDuplicates: true)
        guard written.duplicates.isEmpty else {
            throw failure(.leased, "Another run writes into \(name) at the same time. Wait until it has ended.")
        }
    }

    /// Leaves out old values that the run has told of already.
    private func untold(_ changes: [JournalEntry.Change], run: RunNumber) async throws -> [JournalEntry.Change] {
        let contacts = changes.compactMap { ToldValue($0)?.contact }
        var told: Set<ToldValue> = []
        for part in contacts.chunks(of: Self.chunk) {
            let entries = try await connection.find(
                .journal,
                ["contact_id": ["$in": .array(part.map(BSONValue.string))], "run": .int32(run), "old": ["$exists": true]])
            told.formUnion(entries.compactMap(JournalDocument.decode).compactMap { ToldValue($0.change) })
        }
        return changes.filter { change in ToldValue(change).map { !told.contains($0) } ?? true }
    }
}

/// Which old value an entry holds; nil for entries that hold none, or a campaign's.
private struct ToldValue: Hashable {
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
