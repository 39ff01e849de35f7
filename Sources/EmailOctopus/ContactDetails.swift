package import Engagement

/// A contact's data in a row.
package struct ContactDetails: Hashable, Sendable {
    package var emailAddress: String?
    package var status: String?
    /// Nil in v2's report rows, which have none.
    package var fields: [FieldTag: FieldValue]?
    package var lastUpdatedAt: Timestamp?

    package init(
        emailAddress: String?, status: String? = nil, fields: [FieldTag: FieldValue]? = nil, lastUpdatedAt: Timestamp? = nil
    ) {
        self.emailAddress = emailAddress
        self.status = status
        self.fields = fields
        self.lastUpdatedAt = lastUpdatedAt
    }

    /// The record, as a run has read it.
    package func attributes(from source: RecordSource) -> Attributes {
        Attributes(emailAddress: emailAddress, status: status, fields: fields, lastUpdatedAt: lastUpdatedAt, from: source)
    }
}
