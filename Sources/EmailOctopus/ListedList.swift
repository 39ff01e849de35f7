package import Engagement

/// One list, with the provider's numbers of contacts.
package struct ListedList: Hashable, Sendable {
    package var list: ContactList
    /// By status: `subscribed`, `unsubscribed`, `pending`; empty if the provider gives none.
    package var contacts: [String: Int]

    /// All its contacts, whatever their status.
    package var size: Int { contacts.values.reduce(0, +) }

    package init(_ list: ContactList, contacts: [String: Int] = [:]) {
        self.list = list
        self.contacts = contacts
    }
}
