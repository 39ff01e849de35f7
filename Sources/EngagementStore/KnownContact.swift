package import Engagement

/// A contact's record and the run that saw its first record, before which nothing is known of the contact.
package struct KnownContact: Hashable, Sendable {
    package var id: ContactID
    package var attributes: Attributes
    package var firstRun: RunNumber

    package init(id: ContactID, attributes: Attributes, firstRun: RunNumber) {
        self.id = id
        self.attributes = attributes
        self.firstRun = firstRun
    }
}
