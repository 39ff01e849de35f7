package import Engagement

/// The provider, whichever version of its API is spoken. Every method throws ``APIError`` or `CancellationError`.
///
/// A page is asked for with the cursor that the page before it ended in; walking, stopping and starting again is the caller's.
package protocol ReportSource: Sendable {
    var version: APIVersion { get }

    /// Newest first, but not strictly; drafts included.
    func campaigns(after cursor: String?) async throws -> Page<Campaign>

    func summary(of campaign: CampaignID) async throws -> Summary

    func links(of campaign: CampaignID) async throws -> [LinkClicks]

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow>

    func lists(after cursor: String?) async throws -> Page<ListedList>

    /// Contacts of a list in one status (`subscribed`, `unsubscribed`, `pending`); with `updatedSince`, those whose record changed at
    /// that time or later (v2 only, ignored by v1.6).
    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact>
}

package enum APIVersion: String, Sendable, Codable, CaseIterable {
    case v2
    case v16 = "v1.6"

    /// True if a report's rows carry the contact's fields; else they are joined from the list.
    package var rowsCarryFields: Bool { self == .v16 }
}

/// One page of a listing.
package struct Page<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// What the next page is asked for with; nil at the end. Opaque, and free of the key.
    package var next: String?

    package init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }
}

/// One row of a report.
package struct ReportRow: Hashable, Sendable {
    package var contactID: ContactID
    /// Nil for a contact deleted at the provider, of whom only the id is left.
    package var contact: ContactDetails?
    /// Absent on the provider's free plan for campaigns older than 30 days.
    package var occurredAt: Timestamp?

    package init(contactID: ContactID, contact: ContactDetails?, occurredAt: Timestamp? = nil) {
        self.contactID = contactID
        self.contact = contact
        self.occurredAt = occurredAt
    }
}

/// One list, and how many contacts the provider counts in it.
package struct ListedList: Hashable, Sendable {
    package var list: ContactList
    /// By status: `subscribed`, `unsubscribed`, `pending`; empty where the provider doesn't say.
    package var contacts: [String: Int]

    package init(_ list: ContactList, contacts: [String: Int] = [:]) {
        self.list = list
        self.contacts = contacts
    }
}

/// One contact of a list.
package struct ListedContact: Hashable, Sendable {
    package var id: ContactID
    package var details: ContactDetails

    package init(id: ContactID, details: ContactDetails) {
        self.id = id
        self.details = details
    }
}

/// What a row says of its contact.
package struct ContactDetails: Hashable, Sendable {
    package var emailAddress: String?
    package var status: String?
    /// Nil in v2's report rows, which carry none.
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

    /// The record, stamped with the run that saw it.
    package func attributes(run: RunNumber) -> Attributes {
        Attributes(emailAddress: emailAddress, status: status, fields: fields, lastUpdatedAt: lastUpdatedAt, run: run)
    }
}
