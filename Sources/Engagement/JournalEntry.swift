/// A change by a run that `first_reported` does not show, with the value before the run. Entries are only appended; a rollback
/// replays them backwards.
package struct JournalEntry: Hashable, Sendable {
    package var run: RunNumber
    /// Increases over the whole store; orders the entries of one run.
    package var sequence: Int64
    package var change: Change

    package init(run: RunNumber, sequence: Int64, change: Change) {
        self.run = run
        self.sequence = sequence
        self.change = change
    }

    package enum Change: Hashable, Sendable {
        /// A contact's record was replaced; this is the old one, as it was before the run.
        case attributes(ContactID, old: Attributes?)
        /// An earlier time was found for a report known from an earlier run; these are the old times of all such reports.
        case occurredAt(CampaignID, ContactID, old: OccurredAt)
        /// A complete walk no longer listed a contact that was reported before.
        case vanished(CampaignID, ContactID, ReportKind)
        /// A walk listed such a contact again.
        case returned(CampaignID, ContactID, ReportKind)
        /// A campaign's record changed; this is the old one.
        case campaign(CampaignID, old: CampaignRecord)
    }
}
