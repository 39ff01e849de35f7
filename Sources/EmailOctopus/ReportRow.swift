package import Engagement

/// One row of a report.
package struct ReportRow: Hashable, Sendable {
    package var contactID: ContactID
    /// Nil for a contact deleted at the provider, of which only the id is left, and for one whose record is known.
    package var contact: ContactDetails?
    /// Absent on the provider's free plan for campaigns older than 30 days.
    package var occurredAt: Timestamp?
    /// Of the bytes in which the record came; nil if they don't tell whose record it is, as in v2.
    package var digest: RecordDigest?
    /// True if the record is one of ``KnownRecords``.
    package var isKnown = false

    package init(
        contactID: ContactID, contact: ContactDetails?, occurredAt: Timestamp? = nil, digest: RecordDigest? = nil
    ) {
        self.contactID = contactID
        self.contact = contact
        self.occurredAt = occurredAt
        self.digest = digest
    }
}
