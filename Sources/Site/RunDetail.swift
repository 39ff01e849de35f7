package import Engagement

/// What the page of a run shows besides the run's own counts.
package struct RunDetail: Hashable, Sendable {
    /// The finished run before it, which it is compared with; nil if there is none.
    package var since: Run?
    /// By campaign, as of the end of the run before, and of the run itself.
    package var before: [CampaignID: Counts]
    package var after: [CampaignID: Counts]
    /// As of the end of the run; nil where none was kept.
    package var reconciliation: AccountReconciliation?
    /// Report rows that the provider no longer listed, that it listed again, and that changed in between but are as before.
    package var vanished: Int
    package var returned: Int
    package var wavered: Int
    /// Contacts whose address changed.
    package var changedAddresses: Int
    /// Contacts whose record was replaced.
    package var changedContacts: Int
    /// The CSVs of what changed.
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
