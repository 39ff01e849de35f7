import Synchronization

/// The contacts of which the consumer of a pass has kept what it needs: their further rows may come without a record, and a store
/// reads the record of a person of a few dozen campaigns once.
package final class KeptContacts: Sendable {
    private let contacts = Mutex(ContactSet())
    /// False if the records of all others may come without their fields, of which reading a record is mostly made.
    package let needsFields: Bool

    package init(needsFields: Bool = true) { self.needsFields = needsFields }

    package func insert(_ contact: ContactID) { contacts.withLock { _ = $0.insert(contact) } }

    /// The places of those whose records are still needed.
    package func places(ofOthersIn ids: some Collection<ContactID>) -> [Int] {
        contacts.withLock { kept in ids.enumerated().filter { !kept.contains($0.element) }.map(\.offset) }
    }
}
