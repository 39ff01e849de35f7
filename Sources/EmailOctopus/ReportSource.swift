public import Engagement

/// The provider, whichever version of its API is spoken. Every method throws ``APIError`` or `CancellationError`.
///
/// A page is asked for with the cursor that the page before it ended in; walking, stopping and starting again is the caller's.
public protocol ReportSource: Sendable {
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

public enum APIVersion: String, Sendable, Codable, CaseIterable {
    case v2
    case v1_6 = "v1.6"

    /// True if a report's rows carry the contact's fields; else they are joined from the list.
    public var rowsCarryFields: Bool { self == .v1_6 }
}

/// One page of a listing.
public struct Page<Row: Sendable>: Sendable {
    public var rows: [Row]
    /// What the next page is asked for with; nil at the end. Opaque, and free of the key.
    public var next: String?

    public init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }
}

/// One row of a report.
public struct ReportRow: Hashable, Sendable {
    public var contactID: ContactID
    /// Nil for a contact deleted at the provider, of whom only the id is left.
    public var contact: ContactDetails?
    /// Absent on the provider's free plan for campaigns older than 30 days.
    public var occurredAt: Timestamp?

    public init(contactID: ContactID, contact: ContactDetails?, occurredAt: Timestamp? = nil) {
        self.contactID = contactID
        self.contact = contact
        self.occurredAt = occurredAt
    }
}

/// One list, and how many contacts the provider counts in it.
public struct ListedList: Hashable, Sendable {
    public var list: ContactList
    /// By status: `subscribed`, `unsubscribed`, `pending`; empty where the provider doesn't say.
    public var contacts: [String: Int]

    public init(_ list: ContactList, contacts: [String: Int] = [:]) {
        self.list = list
        self.contacts = contacts
    }
}

/// One contact of a list.
public struct ListedContact: Hashable, Sendable {
    public var id: ContactID
    public var details: ContactDetails

    public init(id: ContactID, details: ContactDetails) {
        self.id = id
        self.details = details
    }
}

/// What a row says of its contact.
public struct ContactDetails: Hashable, Sendable {
    public var emailAddress: String?
    public var status: String?
    /// Nil in v2's report rows, which carry none.
    public var fields: [FieldTag: FieldValue]?
    public var lastUpdatedAt: Timestamp?

    public init(
        emailAddress: String?, status: String? = nil, fields: [FieldTag: FieldValue]? = nil, lastUpdatedAt: Timestamp? = nil
    ) {
        self.emailAddress = emailAddress
        self.status = status
        self.fields = fields
        self.lastUpdatedAt = lastUpdatedAt
    }

    /// The record, stamped with the run that saw it.
    public func attributes(run: RunNumber) -> Attributes {
        Attributes(emailAddress: emailAddress, status: status, fields: fields, lastUpdatedAt: lastUpdatedAt, run: run)
    }
}
