/// Where a store has texts that may name somebody else: what ``StoreWriter/redact(_:slug:)`` searches.
package enum RedactedPlace: String, Hashable, Sendable, CaseIterable {
    /// Fields of other contacts.
    case fields
    /// URLs of links.
    case links
    /// Names, subjects, senders and addresses of campaigns.
    case campaigns
    /// Names and field tags of lists.
    case lists
    /// Earlier records in the journal.
    case journal
    /// Sentences about what went wrong, in certificates and comparisons.
    case problems
    /// Documents of the old scripts that name no campaign or contact.
    case unkeyed
}
