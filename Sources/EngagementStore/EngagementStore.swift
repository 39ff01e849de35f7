package import Engagement

/// What every store promises, whatever keeps the data. Two keep the promise, SQLite and MongoDB; the contract suite
/// in `Tests/Support` is the promise in detail, and both run it.
///
/// All methods throw ``StoreError``, or `CancellationError` in a cancelled task. A write has reached the disk
/// (SQLite: committed in WAL; MongoDB: `w: majority`) when it returns; one that was killed half-way is finished by the
/// same call again. One run writes at a time, under the ``LeaseKeeping`` lease; readers need none.
package protocol EngagementStore: LeaseKeeping, RunKeeping, CampaignKeeping, WalkKeeping, Merging, Measuring, Streaming,
    Explaining, TakingBack, Remembering, Copying
{
    /// The store as a person would name it, without a password: `sqlite:octo-site.sqlite`.
    var name: String { get }

    /// Lets go of files, connections and the lease. Nothing may be asked of the store afterwards.
    func close() async
}

extension EngagementStore {
    /// The records of these contacts as they are now, as far as any are known.
    package func records(of ids: [ContactID]) async throws -> [ContactID: Attributes] {
        try await contacts(ids, asOf: nil).reduce(into: [:]) { $0[$1.id] = $1.attributes }
    }
}

/// One run at a time.
package protocol LeaseKeeping: Sendable {
    /// Takes the store for a run, or throws ``StoreError/Code/leased`` with the holder's name. SQLite: a locked file
    /// beside the database, which a killed process lets go of; MongoDB: a document that expires a minute after its
    /// last renewal.
    func acquireLease(holder: String) async throws

    /// Renews it, three times a minute or so; throws ``StoreError/Code/leased`` if this store doesn't hold it (any more).
    func renewLease() async throws

    /// Lets go of it; nothing happens where it isn't held.
    func releaseLease() async throws
}

/// Runs are kept for ever and numbered once.
package protocol RunKeeping: Sendable {
    /// Writes a new run down. The store chooses the number (above every number it ever gave) and makes the id unique
    /// by appending `-2`, `-3` …; both of the argument's are ignored but for the id's beginning. A run still marked
    /// as running is marked interrupted.
    func beginRun(_ run: Run) async throws -> Run

    /// Writes down what has become of it; throws ``StoreError/Code/notFound`` for a run that never began.
    func saveRun(_ run: Run) async throws

    /// Every run, oldest first, those rolled back included.
    func runs() async throws -> [Run]

    /// Keeps what a run's reconciliation came to, for its page.
    func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws
    func reconciliation(of run: RunNumber) async throws -> AccountReconciliation?
}

/// Campaigns and lists.
package protocol CampaignKeeping: Sendable {
    /// Every campaign ever seen, drafts included, in ``Campaign`` order.
    func campaigns() async throws -> [CampaignRecord]

    /// Inserts what is new and replaces what differs. What a campaign's record was before the run is journalled once
    /// a run, however often the run replaces it; a record first saved by the run itself is not.
    func saveCampaigns(_ records: [CampaignRecord], run: RunNumber) async throws

    /// The lists of the account, in order of their ids; saving replaces those with the same id.
    func lists() async throws -> [ContactList]
    func saveLists(_ lists: [ContactList]) async throws
}

/// Certificates of walks, and where unfinished ones go on.
package protocol WalkKeeping: Sendable {
    /// For each campaign and kind, newest first: the newest certificate of all and the two newest complete ones, if
    /// not voided. Newest is what was kept last. The order of campaigns and kinds is not promised.
    func certificates() async throws -> [Certificate]

    /// The certificates a run left behind, voided ones not included.
    func certificates(of run: RunNumber) async throws -> [Certificate]

    /// Walks that broke off and can go on.
    func openWalks() async throws -> [OpenWalk]

    /// Ends a walk: keeps the certificate, and drops the checkpoint unless `keepsCursor`. Contacts in `vanished` are
    /// marked and journalled as no longer listed, those in `returned` as listed again; nothing happens to contacts
    /// that the report never listed or whose mark says so already.
    func endWalk(_ certificate: Certificate, keepsCursor: Bool, vanished: [ContactID], returned: [ContactID]) async throws

    /// Drops the checkpoint of an unfinished walk, so that it starts anew.
    func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws

    /// The contacts stored as reported, in order of their ids.
    func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact>
}

/// A contact that a report lists, or used to list.
package struct ReportedContact: Hashable, Sendable {
    package var id: ContactID
    package var isVanished: Bool

    package init(id: ContactID, isVanished: Bool) {
        self.id = id
        self.isVanished = isVanished
    }
}

/// Where walks end up.
package protocol Merging: Sendable {
    /// Joins a batch into the store: participants by ``Participant/join(_:)``, contacts by
    /// ``Attributes/joined(with:)``, writing only what differs. Rows are stored before the checkpoints move.
    ///
    /// A record that says the same as the stored one leaves it alone, and so keeps the run that first saw it. The
    /// journal gets what was there *before the run*, once a contact or participant and run: the old record of a
    /// contact, and the old times of a participant where a report known from an earlier run came up with an earlier
    /// time. A contact's first record replaces nothing and isn't journalled. So the rows of one run end in the same
    /// store in any order, grouping and repetition.
    func merge(_ batch: MergeBatch) async throws -> MergeOutcome

    /// Gives participants of a campaign other contacts' ids, as imported rows get when their contacts turn out: what is
    /// stored of the one is joined into the other. A new id takes the old one's record over, if it has none, or as what
    /// was known before its first one; the old id's goes with its last participant. Rolling back the run that told who
    /// is who doesn't take it back.
    /// - Parameter names: new ids by old ones; no id may be both. Old ids that are no participant are passed over.
    func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws

    /// Small facts of the store's own, by name: the account it belongs to, how far lists have been read.
    func note(_ name: String) async throws -> String?
    func saveNote(_ name: String, _ value: String?) async throws
}

/// A part of one campaign's walks, merged in memory before it is written.
package struct MergeBatch: Sendable {
    package var run: RunNumber
    /// Nil if the batch holds only contacts of a list.
    package var campaignID: CampaignID?
    /// One entry a contact. Entries in no report are ignored, and so are times of reports that the entry isn't listed in.
    package var participants: [Participant]
    /// One entry a contact; id-only records may be left out, as nothing is stored of them.
    package var contacts: [ContactRecord]
    package var checkpoints: [Checkpoint]

    package init(
        run: RunNumber, campaignID: CampaignID?, participants: [Participant] = [], contacts: [ContactRecord] = [],
        checkpoints: [Checkpoint] = []
    ) {
        self.run = run
        self.campaignID = campaignID
        self.participants = participants
        self.contacts = contacts
        self.checkpoints = checkpoints
    }

    /// How far a walk has come once the batch is stored.
    package struct Checkpoint: Sendable {
        package var kind: ReportKind
        /// What the next page is asked for with; nil where the walk has seen its last page, and cannot be resumed any
        /// more.
        package var cursor: String?
        /// Counted from the beginning of the walk, over all its parts.
        package var pages: Int
        package var rows: Int
        /// The contacts seen since the last checkpoint.
        package var seen: ContactSet

        package init(kind: ReportKind, cursor: String?, pages: Int, rows: Int, seen: ContactSet) {
            self.kind = kind
            self.cursor = cursor
            self.pages = pages
            self.rows = rows
            self.seen = seen
        }
    }
}

/// What a merge changed.
package struct MergeOutcome: Hashable, Sendable {
    package var newParticipants: Int
    /// First reports by kind; kinds without any are left out.
    package var gained: [ReportKind: Int]
    /// Contacts whose record was new or replaced.
    package var changedContacts: Int

    package init(newParticipants: Int = 0, gained: [ReportKind: Int] = [:], changedContacts: Int = 0) {
        self.newParticipants = newParticipants
        self.gained = gained
        self.changedContacts = changedContacts
    }

    package static func += (left: inout MergeOutcome, right: MergeOutcome) {
        left.newParticipants += right.newParticipants
        left.changedContacts += right.changedContacts
        left.gained.merge(right.gained, uniquingKeysWith: +)
    }
}
