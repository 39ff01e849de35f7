package import Engagement

/// A batch of what a store holds, as ``StoreCopy`` passes it on. What is not listed here can be derived from it.
package enum CopiedRows: Sendable {
    /// See ``StoreReader/storeID()``.
    case storeID(String)
    case runs([Run])
    case reconciliation(RunNumber, AccountReconciliation)
    case campaigns([SavedCampaign])
    case lists([ContactList])
    case listSizes([ListSizeReading])
    case journal([JournalEntry])
    case contacts([KnownContact])
    /// With their contacts' records, for stores that keep both in one place.
    case participants([ParticipantRow])
    case certificates([KeptCertificate])
    case openWalk(OpenWalk)
    case tombstones(Set<Tombstone>)
    case forgotten([CampaignID: [ReportKind: Int]])
    case accepted([AcceptedDifference])
    /// By name; see ``StoreNote``.
    case notes([String: String])
    /// See ``StoreReader/conflictingTags()``.
    case conflictingTags(Set<FieldTag>)
    case notifyMemories([NotifyMemory])
}
