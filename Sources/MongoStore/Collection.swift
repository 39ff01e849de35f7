/// The collections of the database. The first three have the names that the team queries; the others have a prefix, as the
/// database may hold collections of the team's own.
enum Collection: String, CaseIterable, Sendable {
    case participants, campaigns, runs
    /// One document for each contact, with its record. Participants have copies, for the team's queries.
    case contacts = "octo_contacts"
    case certificates = "octo_certificates"
    /// Unfinished walks, and the contacts they have seen.
    case walks = "octo_walks"
    case journal = "octo_journal"
    case reconciliations = "octo_reconciliations"
    case lists = "octo_lists"
    /// How many contacts each list had in each run.
    case listSizes = "octo_list_sizes"
    case notes = "octo_notes"
    case accepted = "octo_accepted"
    case tombstones = "octo_tombstones"
    /// How many forgotten contacts each report of a campaign lists.
    case forgotten = "octo_forgotten"
    /// The numbers of the newest changes.
    case changes = "octo_changes"
    /// What was measured, kept until a campaign changes.
    case measures = "octo_measures"
    /// What the channels of notifications remember.
    case notifyMemory = "octo_notify_memory"
    /// Field tags that differ only in case and can't be one column.
    case conflictingTags = "octo_conflicting_tags"
    /// The lease, the format's version, the store's id.
    case control = "octo_control"
    /// Documents of the old scripts that name no campaign or no contact; they are kept, but are no participants.
    case unkeyed = "octo_unkeyed"
}
