/// A contact and its record. `attributes` is nil for a row with only an id (a contact deleted at the provider), which replaces
/// nothing.
package struct ContactRecord: Hashable, Sendable {
    package var id: ContactID
    package var attributes: Attributes?

    package init(id: ContactID, attributes: Attributes?) {
        self.id = id
        self.attributes = attributes
    }
}
