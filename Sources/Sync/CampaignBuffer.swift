import Engagement
import EngagementStore

/// Merges a campaign's walks in memory, in chunks of bounded size, before they are written: a contact that several reports list is
/// written once. Chunks are written one after the other, so that no checkpoint ever overtakes the rows before it.
///
/// Nothing waits for long, either: what the provider's limit lets through in a few seconds is all that a killed run has to ask for
/// again, and while it is the limit that sets the pace, writing more often costs nothing.
actor CampaignBuffer {
    private let store: any StoreWriter
    private let run: RunNumber
    private let campaignID: CampaignID
    private let limit: Int
    private let patience: Duration
    private let imported: ImportedContacts

    private var participants: [ContactID: Participant] = [:]
    private var contacts: [ContactID: Attributes] = [:]
    private var checkpoints: [ReportKind: MergeBatch.Checkpoint] = [:]
    private var lastWrite: Task<MergeOutcome, any Error>?
    private var beganAt: ContinuousClock.Instant?
    private(set) var outcome = MergeOutcome()

    /// - Parameters:
    ///   - limit: contacts that are held before they are written.
    ///   - patience: how long they are held.
    init(
        store: any StoreWriter, run: RunNumber, campaignID: CampaignID, limit: Int = 2_000, patience: Duration = .seconds(2)
    ) {
        self.store = store
        self.run = run
        self.campaignID = campaignID
        self.limit = limit
        self.patience = patience
        imported = ImportedContacts(campaign: campaignID, store: store)
    }

    /// Takes over a page's rows together with where the walk goes on after them; writes when enough has come together.
    func add(_ rows: [Sighting], checkpoint: MergeBatch.Checkpoint) async throws {
        for row in rows {
            participants[row.participant.contactID, default: row.participant].join(row.participant)
            if let attributes = row.attributes {
                let id = row.participant.contactID
                contacts[id] = contacts[id]?.joined(with: attributes) ?? attributes
            }
        }
        var merged = checkpoint
        if let earlier = checkpoints[checkpoint.kind] { merged.seen.formUnion(earlier.seen) }
        checkpoints[checkpoint.kind] = merged
        let now = ContinuousClock.now
        if participants.count >= limit || now - (beganAt ?? now) >= patience { return try await flush() }
        beganAt = beganAt ?? now
    }

    /// Forgets where an earlier walk through a report broke off, so that this one starts anew.
    func dropCheckpoint(of kind: ReportKind) async throws {
        checkpoints[kind] = nil
        try await store.dropOpenWalk(campaign: campaignID, kind: kind)
    }

    /// Writes what has come together. A write that has begun is not cut off by a cancelled task.
    func flush() async throws {
        guard !participants.isEmpty || !checkpoints.isEmpty else { return try await finishWriting() }
        let batch = MergeBatch(
            run: run, campaignID: campaignID, participants: Array(participants.values),
            contacts: contacts.map { ContactRecord(id: $0.key, attributes: $0.value) },
            checkpoints: checkpoints.values.sorted { $0.kind < $1.kind })
        participants.removeAll(keepingCapacity: true)
        contacts.removeAll(keepingCapacity: true)
        checkpoints.removeAll()
        beganAt = nil
        let (store, imported, previous) = (store, imported, lastWrite)
        let write = Task {
            if let previous { _ = try await previous.value }
            try await imported.adopt(batch)
            return try await store.merge(batch)
        }
        lastWrite = write
        outcome += try await write.value
    }

    private func finishWriting() async throws {
        if let lastWrite { _ = try await lastWrite.value }
    }
}

/// One row of a report, ready to be merged.
struct Sighting {
    var participant: Participant
    var attributes: Attributes?
}
