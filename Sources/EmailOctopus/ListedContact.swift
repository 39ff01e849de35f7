package import Engagement

/// One contact of a list.
package struct ListedContact: Hashable, Sendable {
    package var id: ContactID
    /// Nil if the provider gives nothing but the id.
    package var details: ContactDetails?

    package init(id: ContactID, details: ContactDetails?) {
        self.id = id
        self.details = details
    }
}
