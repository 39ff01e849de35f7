package import Engagement

/// What a run left behind besides its counts: for its page.
package struct RunDetail: Hashable, Sendable {
    /// The last finished run before it, which it is compared with; nil if there is none.
    package var since: Run?
    /// By campaign, when that run had ended, and when the run itself had.
    package var before: [CampaignID: Counts]
    package var after: [CampaignID: Counts]
    /// As it was when the run had ended; nil where none was kept.
    package var reconciliation: AccountReconciliation?
    /// Report rows that the provider no longer listed, that it listed again, and that came and went in between.
    package var vanished: Int
    package var returned: Int
    package var wavered: Int
    /// Contacts whose address changed.
    package var changedAddresses: Int
    /// Contacts whose record was replaced.
    package var changedContacts: Int
    /// The CSVs of what changed, each followed by its twin for Excel.
    package var files: [DownloadEntry]

    package init(
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
