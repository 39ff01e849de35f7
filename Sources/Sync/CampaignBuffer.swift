import Basics
import EmailOctopus
import Engagement
import EngagementStore
import HTTP

/// Merges a campaign's walks in memory, in chunks of bounded size, before they are written: a contact that several reports
/// list is written once. Chunks are written one after the other, so that no checkpoint is stored before the rows that it
/// covers.
///
/// No row waits for long, either: a killed run has to ask again only for what the provider's limit allows in a few seconds.
/// While the limit sets the pace, writing more often costs nothing.
actor CampaignBuffer {
    private let store: any StoreWriter
    private let run: RunNumber
    private let campaignID: CampaignID
    private let limit: Int
    private let longestWait: Duration
    private let clock: any Clock<Duration>
    private let imported: ImportedContacts
    private let known: KnownRecords

    private var participants: [ContactID: Participant] = [:]
    private var contacts: [ContactID: Attributes] = [:]
    /// Of the contacts' bytes.
    private var digests: Set<RecordDigest> = []
    private var checkpoints: [ReportKind: MergeBatch.Checkpoint] = [:]
    private var lastWrite: Task<MergeOutcome, any Error>?
    /// The time since the oldest waiting row came; nil if none waits.
    private var waitingTime: (@Sendable () -> Duration)?
    private(set) var outcome = MergeOutcome()

    /// - Parameters:
    ///   - known: gets to know the records that are written.
    ///   - limit: the contacts that wait at most before they are written.
    ///   - longestWait: how long a row waits at most, if more rows come.
    init(
        store: any StoreWriter, run: RunNumber, campaignID: CampaignID, known: KnownRecords = KnownRecords(),
        limit: Int = 2_000, longestWait: Duration = .seconds(2), clock: any Clock<Duration>
    ) {
        self.store = store
        self.run = run
        self.campaignID = campaignID
        self.known = known
        self.limit = limit
        self.longestWait = longestWait
        self.clock = clock
        imported = ImportedContacts(campaign: campaignID, store: store)
    }

    /// Adds a page's rows, and the checkpoint from which the walk can continue after them. Writes if enough rows wait, or have
    /// waited for long enough.
    func add(_ rows: [ObservedRow], checkpoint: MergeBatch.Checkpoint) async throws {
        for row in rows {
            participants[row.participant.contactID, default: row.participant].join(row.participant)
            if let attributes = row.attributes {
                let id = row.participant.contactID
                contacts[id] = contacts[id]?.joined(with: attributes) ?? attributes
                if let digest = row.digest { digests.insert(digest) }
            }
        }
        var merged = checkpoint
        if let earlier = checkpoints.removeValue(forKey: checkpoint.kind) {
            // The page's contacts into those of the pages before it, of which there are many.
            merged.seen = earlier.seen
            merged.seen.formUnion(checkpoint.seen)
        }
        checkpoints[checkpoint.kind] = merged
        let waited = waitingTime?() ?? .zero
        if participants.count >= limit || waited >= longestWait { return try await flush() }
        if waitingTime == nil { waitingTime = clock.stopwatch() }
    }

    /// Removes the position at which an earlier walk through a report stopped, so that this one can start at the first page.
    func dropCheckpoint(of kind: ReportKind) async throws {
        checkpoints[kind] = nil
        try await store.dropOpenWalk(campaign: campaignID, kind: kind)
    }

    /// Writes the waiting rows. Cancelling the task does not interrupt a write that has begun.
    func flush() async throws {
        guard !participants.isEmpty || !checkpoints.isEmpty else { return try await finishWriting() }
        let batch = MergeBatch(
            run: run, campaignID: campaignID, participants: Array(participants.values),
            contacts: contacts.map { ContactRecord(id: $0.key, attributes: $0.value) },
            checkpoints: checkpoints.values.sorted { $0.kind < $1.kind })
        participants.removeAll(keepingCapacity: true)
        contacts.removeAll(keepingCapacity: true)
        let written = digests
        digests.removeAll(keepingCapacity: true)
        checkpoints.removeAll()
        waitingTime = nil
        let (store, imported, known, previous) = (store, imported, known, lastWrite)
        let write = Task {
            if let previous { _ = try await previous.value }
            try await imported.adopt(batch)
            let outcome = try await store.merge(batch)
            known.insert(written)
            return outcome
        }
        lastWrite = write
        outcome += try await write.value
    }

    private func finishWriting() async throws {
        if let lastWrite { _ = try await lastWrite.value }
    }
}
