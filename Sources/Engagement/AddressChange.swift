/// A contact whose address changed.
package struct AddressChange: Hashable, Sendable {
    package var contactID: ContactID
    package var old: String
    /// Nil if the provider no longer gives one.
    package var new: String?

    package init(contactID: ContactID, old: String, new: String?) {
        self.contactID = contactID
        self.old = old
        self.new = new
    }
}
