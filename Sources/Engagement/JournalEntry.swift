/// One difference that a run made and that `first_reported` can't tell: what was there before. Append-only; a rollback
/// replays it backwards.
package struct JournalEntry: Hashable, Sendable {
    package var run: RunNumber
    /// Counts up over the whole store; orders entries of one run.
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
        /// An earlier time came up for a report known from an earlier run; these are the old times of all such reports.
        case occurredAt(CampaignID, ContactID, old: OccurredAt)
        /// A complete walk no longer listed a contact that was reported before, or listed it again.
        case vanished(CampaignID, ContactID, ReportKind)
        case returned(CampaignID, ContactID, ReportKind)
        /// What the provider said about a campaign changed; this is the old record.
        case campaign(CampaignID, old: CampaignRecord)
    }
}
