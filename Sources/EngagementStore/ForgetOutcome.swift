/// What `forget` removed.
package struct ForgetOutcome: Hashable, Sendable {
    package var contacts: Int
    package var participants: Int
    package var journalEntries: Int
    /// Texts about others from which the address was removed; places without any are left out.
    package var redacted: [RedactedPlace: Int] = [:]

    package init(contacts: Int = 0, participants: Int = 0, journalEntries: Int = 0) {
        self.contacts = contacts
        self.participants = participants
        self.journalEntries = journalEntries
    }

    package static func += (left: inout ForgetOutcome, right: ForgetOutcome) {
        left.contacts += right.contacts
        left.participants += right.participants
        left.journalEntries += right.journalEntries
        left.redacted.merge(right.redacted, uniquingKeysWith: +)
    }
}
