package import Engagement

/// One contact of a list.
package struct ListedContact: Hashable, Sendable {
    package var id: ContactID
    package var details: ContactDetails

    package init(id: ContactID, details: ContactDetails) {
        self.id = id
        self.details = details
    }
}
