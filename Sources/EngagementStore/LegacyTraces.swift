import Basics

/// What the old scripts have written into a store's database and octo-site has not adopted or repaired yet.
package struct LegacyTraces: Hashable, Sendable {
    /// Participant documents of the old scripts.
    package var documents = 0
    /// Campaign documents of the old scripts.
    package var campaigns = 0
    /// octo-site's own participants whose flags don't follow from what the reports said: queries on them count wrong.
    package var changedFlags = 0
    /// octo-site's own participants whose address, status or fields are not their contact's.
    package var changedCopies = 0
    /// Documents that were set aside in `octo_unkeyed`: they name no campaign or no contact, or are of text messages. They are
    /// no trace of writing since the last run.
    package var setAside = 0

    package init() {}

    /// True if nothing has to be adopted or repaired.
    package var isEmpty: Bool { documents + campaigns + changedFlags + changedCopies == 0 }

    /// What was found, one sentence a kind; empty if ``isEmpty``.
    package var sentences: [String] {
        [
            (documents, "participant documents of the old scripts are not adopted yet."),
            (campaigns, "campaign documents of the old scripts are not adopted yet."),
            (
                changedFlags,
                "participants have flags in MongoDB that contradict what the reports said; queries on them count wrong."
            ),
            (changedCopies, "participants have an address, status or fields in MongoDB that are not their contact's."),
        ].filter { $0.0 > 0 }.map { "\(GroupedNumber.text($0.0)) \($0.1)" }
    }
}
