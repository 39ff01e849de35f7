package import Engagement

/// Moving house: what a copy reads beyond what every reader can ask for, and the way in for what it brings. ``StoreCopy``
/// puts the two together. Only for the holder of the lease.
package protocol Copying: Sendable {
    /// Ends what a killed process has left half done, so that nothing of it is copied.
    func settle() async throws

    /// Every campaign with a record, in no particular order.
    func savedCampaigns() async throws -> [SavedCampaign]

    /// Every contact of whom a record is known, participant or not, by id (UTF-8 bytes).
    func knownContacts() -> RowBatches<KnownContact>

    /// Every certificate, those of one campaign and kind in the order in which they were kept. Voided ones may be missing.
    func keptCertificates() -> RowBatches<KeptCertificate>

    /// All notes by name, but those that only this kind of store understands.
    func notes() async throws -> [String: String]

    /// True if nothing at all is kept, nor anything of the old scripts.
    func isEmpty() async throws -> Bool

    /// True if a copy into this store has broken off: what it holds is a part of something, and no store.
    func holdsHalfCopy() async throws -> Bool

    /// Marks the store as one that holds half a copy, until ``endCopy()``, and removes what an earlier copy has left. The
    /// store must be empty or hold half a copy.
    func beginCopy() async throws

    /// Keeps rows as they are, numbers and all, without merging: for rows that are kept already the result is undefined.
    /// Contacts come after the journal, and before their participants.
    func take(_ rows: CopiedRows) async throws

    /// Everything has come.
    func endCopy() async throws
}

/// Some of what a store holds; what is not listed here follows from it.
package enum CopiedRows: Sendable {
    case runs([Run])
    case reconciliation(RunNumber, AccountReconciliation)
    case campaigns([SavedCampaign])
    case lists([ContactList])
    case journal([JournalEntry])
    case contacts([KnownContact])
    /// With their contacts' records, for stores that keep both in one place.
    case participants([ParticipantRow])
    case certificates([KeptCertificate])
    case openWalk(OpenWalk)
    case tombstones(Set<Tombstone>)
    case forgotten([CampaignID: [ReportKind: Int]])
    case accepted([AcceptedDifference])
    case notes([String: String])
}

/// A campaign's record and the run that last wrote it, which decides whether the next change is journalled.
package struct SavedCampaign: Hashable, Sendable {
    package var record: CampaignRecord
    package var savedIn: RunNumber

    package init(record: CampaignRecord, savedIn: RunNumber) {
        self.record = record
        self.savedIn = savedIn
    }
}

/// A contact's record and the run that saw the first one, before which nothing is known.
package struct KnownContact: Hashable, Sendable {
    package var id: ContactID
    package var attributes: Attributes
    package var firstRun: RunNumber

    package init(id: ContactID, attributes: Attributes, firstRun: RunNumber) {
        self.id = id
        self.attributes = attributes
        self.firstRun = firstRun
    }
}

/// A certificate, and whether a rollback has made it worthless.
package struct KeptCertificate: Hashable, Sendable {
    package var certificate: Certificate
    package var isVoided: Bool

    package init(_ certificate: Certificate, isVoided: Bool = false) {
        self.certificate = certificate
        self.isVoided = isVoided
    }
}
