package import Engagement

/// A part of one campaign's walks, joined in memory before it is written.
package struct MergeBatch: Sendable {
    package var run: RunNumber
    /// Nil if the batch holds only contacts of a list.
    package var campaignID: CampaignID?
    /// Entries of one contact are joined. Entries in no report are ignored, and so are times of reports that the entry is
    /// not listed in.
    package var participants: [Participant]
    /// Records of one contact are joined. Those with only an id may be left out, as nothing is stored of them, and those that the
    /// run has merged before, as merging them again changes nothing.
    package var contacts: [ContactRecord]
    package var checkpoints: [Checkpoint]

    package init(
        run: RunNumber, campaignID: CampaignID?, participants: [Participant] = [], contacts: [ContactRecord] = [],
        checkpoints: [Checkpoint] = []
    ) {
        self.run = run
        self.campaignID = campaignID
        self.participants = participants
        self.contacts = contacts
        self.checkpoints = checkpoints
    }

    /// Tags that can't be one column, see ``ConflictingTags``.
    package var conflictingTags: Set<FieldTag> {
        var conflicting = ConflictingTags()
        for contact in contacts { if let fields = contact.attributes?.fields { conflicting.read(fields) } }
        return conflicting.found
    }

    /// How far a walk has come once the batch is stored.
    package struct Checkpoint: Sendable {
        package var kind: ReportKind
        /// What to ask for the next page with; nil after the last page, where there is nothing to resume.
        package var cursor: String?
        /// Pages and rows since the beginning of the walk, over all its parts.
        package var pages: Int
        package var rows: Int
        /// The contacts seen since the last checkpoint.
        package var seen: ContactSet

        package init(kind: ReportKind, cursor: String?, pages: Int, rows: Int, seen: ContactSet) {
            self.kind = kind
            self.cursor = cursor
            self.pages = pages
            self.rows = rows
            self.seen = seen
        }
    }
}
