/// One mailing, as the provider lists it.
public struct Campaign: Hashable, Sendable, Codable {
    public var id: CampaignID
    /// Null at the provider for some drafts.
    public var name: String?
    public var subject: String?
    public var status: Status
    public var listIDs: [ListID]
    public var fromName: String?
    public var fromAddress: String?
    public var createdAt: Timestamp?
    public var sentAt: Timestamp?

    public init(
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

    /// What a person calls it: its name, else its subject, else its id.
    public var title: String {
        [name, subject].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? id
    }

    /// `draft`, `sending`, `sent`, `error`, or a word the provider has come up with since; always in lower case.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue.lowercased() }
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        public static let draft: Status = "draft"
        public static let sending: Status = "sending"
        public static let sent: Status = "sent"
        public static let error: Status = "error"

        /// True if the provider has reports of the campaign.
        public var hasReports: Bool { self == .sent || self == .sending }
    }
}

/// The order campaigns are shown and exported in: by sending time, unsent ones last, then by id.
extension Campaign: Comparable {
    public static func < (left: Campaign, right: Campaign) -> Bool {
        let (a, b) = (left.sentAt?.seconds ?? .max, right.sentAt?.seconds ?? .max)
        return a == b ? utf8Less(left.id, right.id) : a < b
    }
}

/// A list of contacts and its custom fields.
public struct ContactList: Hashable, Sendable, Codable {
    public var id: ListID
    public var name: String
    public var fieldTags: [FieldTag]

    public init(id: ListID, name: String, fieldTags: [FieldTag] = []) {
        self.id = id
        self.name = name
        self.fieldTags = fieldTags
    }
}

/// The provider's own totals for a campaign, as it gave them.
public struct Summary: Hashable, Sendable, Codable {
    public var sent: Int
    public var bouncedHard: Int
    public var bouncedSoft: Int
    public var openedTotal: Int
    public var openedUnique: Int
    public var clickedTotal: Int
    public var clickedUnique: Int
    public var complained: Int
    public var unsubscribed: Int

    public init(
        sent: Int = 0, bouncedHard: Int = 0, bouncedSoft: Int = 0, openedTotal: Int = 0, openedUnique: Int = 0,
        clickedTotal: Int = 0, clickedUnique: Int = 0, complained: Int = 0, unsubscribed: Int = 0
    ) {
        self.sent = sent
        self.bouncedHard = bouncedHard
        self.bouncedSoft = bouncedSoft
        self.openedTotal = openedTotal
        self.openedUnique = openedUnique
        self.clickedTotal = clickedTotal
        self.clickedUnique = clickedUnique
        self.complained = complained
        self.unsubscribed = unsubscribed
    }

    /// How many contacts the report of a kind should list: unique opens and clicks, hard and soft bounces.
    public func count(of kind: ReportKind) -> Int {
        switch kind {
        case .sent: sent
        case .opened: openedUnique
        case .clicked: clickedUnique
        case .bounced: bouncedHard + bouncedSoft
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }
}

/// Clicks on one link of a campaign, as the provider counted them.
public struct LinkClicks: Hashable, Sendable, Codable {
    public var url: String
    public var total: Int
    public var unique: Int

    public init(url: String, total: Int, unique: Int) {
        self.url = url
        self.total = total
        self.unique = unique
    }
}
