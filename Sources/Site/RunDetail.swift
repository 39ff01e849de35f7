public import Engagement

/// What a run left behind besides its counts: for its page.
public struct RunDetail: Hashable, Sendable {
    /// The last finished run before it, which it is compared with; nil if there is none.
    public var since: Run?
    /// By campaign, when that run had ended, and when the run itself had.
    public var before: [CampaignID: Counts]
    public var after: [CampaignID: Counts]
    /// As it was when the run had ended; nil where none was kept.
    public var reconciliation: AccountReconciliation?
    /// Report rows that the provider no longer listed, that it listed again, and that came and went in between.
    public var vanished: Int
    public var returned: Int
    public var wavered: Int
    /// Contacts whose address changed.
    public var changedAddresses: Int
    /// Contacts whose record was replaced.
    public var changedContacts: Int
    /// The CSVs of what changed, each followed by its twin for Excel.
    public var files: [DownloadEntry]

    public init(
        since: Run? = nil, before: [CampaignID: Counts], after: [CampaignID: Counts],
        reconciliation: AccountReconciliation? = nil, vanished: Int = 0, returned: Int = 0, wavered: Int = 0,
        changedAddresses: Int = 0, changedContacts: Int = 0, files: [DownloadEntry] = []
    ) {
        self.since = since
        self.before = before
        self.after = after
        self.reconciliation = reconciliation
        self.vanished = vanished
        self.returned = returned
        self.wavered = wavered
        self.changedAddresses = changedAddresses
        self.changedContacts = changedContacts
        self.files = files
    }
}
