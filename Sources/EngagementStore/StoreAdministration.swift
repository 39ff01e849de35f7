package import Engagement

/// What changes or reads a store as a whole: rolling back, and copying everything from one store to another. All methods
/// need the lease.
package protocol StoreAdministration: StoreWriter {
    /// Restores the store as it was before a run began: drops `first_reported ≥ run`, replays the journal backwards, removes
    /// contacts and campaigns first seen by the run or a later one, voids every certificate of each campaign and report of
    /// which the dropped runs have saved one, removes all open walks and the list sizes that the runs have read, and marks the
    /// runs as rolled back. The key of a record that the runs have seen becomes the one that its first run gave it. Lists,
    /// notes, tombstones, counts of forgotten contacts and accepted differences stay. If the process is killed halfway, the
    /// same call completes it, or the next run.
    /// - Throws: ``StoreError/Code/notFound`` for a run that never began; run 0 is none.
    func rollback(to run: RunNumber) async throws -> RollbackOutcome

    // MARK: Copying out; ``StoreCopy`` puts both sides together

    /// Completes writes that a killed process left unfinished, so that no half of them is copied.
    func finishInterruptedWrites() async throws

    /// Every campaign with a record, in no particular order.
    func savedCampaigns() async throws -> [SavedCampaign]

    /// Every contact with a record, whether a participant or not, in order of ids (UTF-8 bytes).
    func knownContacts() -> RowBatches<KnownContact>

    /// Every certificate; those of one campaign and report in the order in which they were saved. Voided ones may be
    /// missing.
    func keptCertificates() -> RowBatches<KeptCertificate>

    /// All notes by name, except those that only this kind of store understands.
    func notes() async throws -> [String: String]

    // MARK: Copying in

    /// True if the store holds nothing at all, not even data of the old scripts.
    func isEmpty() async throws -> Bool

    /// True if a copy into this store broke off: it holds a part of another store, and is none itself.
    func holdsHalfCopy() async throws -> Bool

    /// Marks the store as holding half a copy, until ``endCopy()``, and removes what an earlier copy left. The store must
    /// be empty or hold half a copy.
    func beginCopy() async throws

    /// Saves rows as they are, with their numbers, without merging. The result is undefined for rows that are already
    /// stored. Contacts come after the journal and before their participants.
    func importRows(_ rows: CopiedRows) async throws

    /// Ends a copy after the last row.
    func endCopy() async throws
}
