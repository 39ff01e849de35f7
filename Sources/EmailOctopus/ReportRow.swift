package import Engagement

/// One row of a report.
package struct ReportRow: Hashable, Sendable {
    package var contactID: ContactID
    /// Nil for a contact deleted at the provider, of which only the id is left.
    package var contact: ContactDetails?
    /// Absent on the provider's free plan for campaigns older than 30 days.
    package var occurredAt: Timestamp?

    package init(contactID: ContactID, contact: ContactDetails?, occurredAt: Timestamp? = nil) {
        self.contactID = contactID
        self.contact = contact
        self.occurredAt = occurredAt
    }
}
