package import Engagement

/// What a sync, an import or a `forget` writes. Every write raises the change number of the store, and of the campaigns whose rows
/// it changes (``ChangeNumbers``). All methods except ``acquireLease(holder:)`` need the lease.
package protocol StoreWriter: StoreReader {
    // MARK: Lease: one writing process at a time

    /// Acquires the lease, or throws ``StoreError/Code/leased`` with the holder's name. SQLite: a locked file beside the
    /// database, which the system unlocks when the process dies. MongoDB: a document that expires a minute after its last
    /// renewal.
    func acquireLease(holder: String) async throws

    /// Renews the lease; call it about three times a minute. Throws ``StoreError/Code/leased`` if this store does not hold
    /// it (any more).
    func renewLease() async throws

    /// Releases the lease; does nothing if this store does not hold it.
    func releaseLease() async throws

    /// Tells the store that the command is to end: calls that do not return soon are left behind.
    func prepareToEnd()

    // MARK: Runs

    /// Saves a new run. The store chooses the number (above every number it ever gave) and makes the id unique by
    /// ``RunNaming``. A run that is still marked as running is marked as interrupted.
    /// - Parameter run: its number is ignored.
    func beginRun(_ run: Run) async throws -> Run

    /// Saves a run's state and results; throws ``StoreError/Code/notFound`` for a run that never began.
    func saveRun(_ run: Run) async throws

    /// Saves the result of a run's reconciliation.
    func saveReconciliation(_ reconciliation: AccountReconciliation, of run: RunNumber) async throws

    // MARK: Campaigns and lists

    /// Inserts new records and replaces changed ones. The record as it was before the run is journalled once a run, however
    /// often the run replaces it; a record first saved by the run itself is not journalled.
    func saveCampaigns(_ records: [CampaignRecord], run: RunNumber) async throws

    /// Saves lists and replaces those with the same id.
    func saveLists(_ lists: [ContactList]) async throws

    /// Saves how many contacts lists have, and replaces readings of the same list and run. The run must have begun; its start
    /// is the time of the reading.
    func saveListSizes(_ sizes: [ListSizeReading]) async throws

    // MARK: Walks

    /// Ends a walk: saves the certificate, and removes the checkpoint unless `keepsCursor`. Contacts in `vanished` are
    /// marked and journalled as no longer listed, those in `returned` as listed again. Contacts that the report never
    /// listed, or whose mark already says so, are left alone.
    func endWalk(_ certificate: Certificate, keepsCursor: Bool, vanished: [ContactID], returned: [ContactID]) async throws

    /// Removes the checkpoint of an unfinished walk, so that the next one starts from the first page.
    func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws

    // MARK: Merging

    /// Joins a batch into the store: participants by ``Participant/join(_:)``, contacts by ``Attributes/joined(with:)``.
    /// Writes only differences, and rows before checkpoints.
    ///
    /// A record that says the same as the stored one only raises its ``RecordKey``, so the stored one keeps the run that first
    /// saw it, and the stamp that it had then. The journal receives what was there *before the run*, once for each run and
    /// contact or participant: the old record of a contact, and the old times of a participant if an earlier time came up for
    /// a report known from an earlier run. A contact's first record replaces nothing and is not journalled, nor is one that the
    /// run replaces and then meets again. So the rows of one run lead to the same store in any order, grouping and repetition.
    func merge(_ batch: MergeBatch) async throws -> MergeOutcome

    /// Gives participants of a campaign new contact ids; imported rows get the real ones once they are known. What is
    /// stored under the old id is joined into the new one. A new id without a record gets the old id's record; a new id
    /// whose record came later gets the old id's as the one before it. The old id's record is removed with its last
    /// participant. Rolling back the run that found the new ids does not undo this.
    /// - Parameter names: new ids by old ones; no id may be both. Old ids that are no participant are skipped.
    func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws

    /// True for kinds of store that the team's old scripts wrote to.
    var mayHoldLegacyData: Bool { get }

    /// Adopts what the team's old scripts stored in this database, by the merge law: in a store without runs as reports of
    /// run 0, otherwise as reports of the run that begins next, which is the first to see them. May be repeated: what the
    /// scripts have written since then is adopted, too. Flags that they have lowered are raised again.
    /// - Parameters:
    ///   - slug: makes a campaign's name in addresses, which is kept from then on.
    ///   - isForgotten: tells whether a contact, or the person with its address, was forgotten and must not come back.
    ///   - redaction: removes the addresses of forgotten people from texts about others.
    /// - Returns: what was done; nil if there was nothing to adopt.
    func adoptLegacyData(
        slug: @escaping @Sendable (Campaign) -> String, isForgotten: @escaping @Sendable (ContactID, String?) -> Bool,
        redaction: Redaction
    ) async throws -> LegacyAdoption?

    // MARK: Forgotten people, accepted differences, notes

    /// Removes contacts with everything known of them (participants, records, journal), adds their reports to
    /// ``StoreReader/forgottenCounts()``, and keeps the tombstones. Contacts of which nothing is stored count nothing.
    ///
    /// A writer's task, as a sync forgets people who come back under another contact id.
    func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome

    /// Removes addresses from all texts that are not about their owner: fields of other contacts, links, names of campaigns and
    /// lists, the journal, sentences about problems. Rows' own addresses stay. May be repeated, also after it broke off.
    ///
    /// - Parameter slug: makes the slug of a campaign whose title changes; `taken` are those that all campaigns have or had.
    /// - Returns: how many values were changed; places without any are left out.
    func redact(
        _ redaction: Redaction, slug: @escaping @Sendable (_ campaign: Campaign, _ taken: Set<String>) -> String
    ) async throws -> [RedactedPlace: Int]

    /// Raises a count of ``StoreReader/forgottenCounts()``; a lower one changes nothing.
    func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws

    /// Saves an accepted difference, which replaces the one of the same campaign and report.
    func accept(_ difference: AcceptedDifference) async throws

    /// Saves a note; nil removes it.
    func saveNote(_ note: StoreNote, _ value: String?) async throws

    // MARK: What is kept of measures and notifications; raises no change number

    /// Keeps measures, which replace those of the same campaign, kind and part. The lease keeps rows from changing between measuring
    /// and keeping. `forget` removes all of them.
    func keep(_ measures: [KeptMeasure], as kind: MeasureKind) async throws

    /// Keeps what a channel remembers, which replaces what it remembered before. Rollback leaves it alone.
    func keep(_ memory: NotifyMemory) async throws
}

extension StoreWriter {
    package var mayHoldLegacyData: Bool { false }

    package func prepareToEnd() {}

    package func adoptLegacyData(
        slug: @escaping @Sendable (Campaign) -> String, isForgotten: @escaping @Sendable (ContactID, String?) -> Bool,
        redaction: Redaction
    ) async throws -> LegacyAdoption? {
        nil
    }
}
