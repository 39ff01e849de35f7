public import Engagement

/// What a run left behind besides its counts: for its page.
public struct RunDetail: Hashable, Sendable {
    /// As it was when the run had ended; nil where none was kept.
    public var reconciliation: AccountReconciliation?
    /// Reports that no longer listed a participant, and that listed one again, as the run's journal says.
    public var vanished: Int
    public var returned: Int
    /// Contacts whose address the run changed.
    public var changedAddresses: Int
    /// Contacts whose record the run replaced.
    public var changedContacts: Int

    public init(
        reconciliation: AccountReconciliation? = nil, vanished: Int = 0, returned: Int = 0, changedAddresses: Int = 0,
        changedContacts: Int = 0
    ) {
        self.reconciliation = reconciliation
        self.vanished = vanished
        self.returned = returned
        self.changedAddresses = changedAddresses
        self.changedContacts = changedContacts
    }
}
