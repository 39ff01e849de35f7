/// How contacts and addresses correspond, counted over contacts with participations.
package struct IdentityAudit: Hashable, Sendable, Codable {
    package var contacts: Int
    package var people: Int
    /// Addresses with more than one contact id.
    package var sharedAddresses: Int
    /// Contact ids whose address has changed since they were first seen.
    package var changedAddresses: Int
    /// Contacts without any known address, now or in the past.
    package var withoutAddress: Int

    package init(
        contacts: Int = 0, people: Int = 0, sharedAddresses: Int = 0, changedAddresses: Int = 0, withoutAddress: Int = 0
    ) {
        self.contacts = contacts
        self.people = people
        self.sharedAddresses = sharedAddresses
        self.changedAddresses = changedAddresses
        self.withoutAddress = withoutAddress
    }
}
