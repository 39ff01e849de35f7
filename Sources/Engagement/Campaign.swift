import Basics

/// A campaign, as the provider lists it.
package struct Campaign: Hashable, Sendable, Codable {
    package var id: CampaignID
    /// Null at the provider for some drafts.
    package var name: String?
    package var subject: String?
    package var status: Status
    package var listIDs: [ListID]
    package var fromName: String?
    package var fromAddress: String?
    package var createdAt: Timestamp?
    package var sentAt: Timestamp?

    package init(
        id: CampaignID, name: String?, subject: String? = nil, status: Status, listIDs: [ListID] = [],
        fromName: String? = nil, fromAddress: String? = nil, createdAt: Timestamp? = nil, sentAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.subject = subject
        self.status = status
        self.listIDs = listIDs
        self.fromName = fromName
        self.fromAddress = fromAddress
        self.createdAt = createdAt
        self.sentAt = sentAt
    }

    /// The name for people: the campaign's name, otherwise its subject, otherwise its id. One that shows nothing is none.
    package var title: String { shownName(name, subject, otherwise: id) }

    /// The subject, where it shows anything that the title does not.
    package var shownSubject: String? { subject.flatMap { $0.isVisible && $0 != title ? $0 : nil } }

    /// `draft`, `sending`, `sent`, `error`, or a word that the provider has introduced since; always in lower case.
    package struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        package var rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue.lowercased() }
        package init(stringLiteral value: String) { self.init(rawValue: value) }

        package static let draft: Status = "draft"
        package static let sending: Status = "sending"
        package static let sent: Status = "sent"
        package static let error: Status = "error"

        /// True if the provider has reports of the campaign.
        package var hasReports: Bool { self == .sent || self == .sending }

        /// True for an error, and for a word that we don't know: only the summary tells whether anything was sent.
        package var isUncertain: Bool { !hasReports && self != .draft }
    }
}

/// The order in which campaigns are shown and exported: by sending time, unsent ones last, then by id.
extension Campaign: Comparable {
    package static func < (left: Campaign, right: Campaign) -> Bool {
        let (a, b) = (left.sentAt?.seconds ?? .max, right.sentAt?.seconds ?? .max)
        return a == b ? utf8Less(left.id, right.id) : a < b
    }
}
