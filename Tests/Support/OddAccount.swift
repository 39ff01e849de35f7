package import Engagement

/// An account described value by value, odd wherever a test wants it to be: what an ``OddServer`` answers from.
package struct OddAccount: Sendable {
    /// A row of a report.
    package enum Row: Hashable, Sendable {
        /// Each version writes its own: v1.6 the whole contact, v2 its id and address. A time that is nil is left out.
        case contact(JSONLiteral, at: JSONLiteral?)
        /// The element as it is, in both versions.
        case element(JSONLiteral)
        /// An element of each version.
        case elements(v1: JSONLiteral, v2: JSONLiteral)
    }

    /// Lists and campaigns as they are listed, with v2's words.
    package var lists: [JSONLiteral] = []
    package var campaigns: [JSONLiteral] = []
    /// The contacts of each list.
    package var contacts: [ListID: [JSONLiteral]] = [:]
    package var rows: [CampaignID: [ReportKind: [Row]]] = [:]
    /// Where the summary is something else than the distinct contacts of the rows.
    package var summaries: [CampaignID: JSONLiteral] = [:]
    package var links: [CampaignID: [JSONLiteral]] = [:]
    /// Reports (`opened`, `clicked`, `links` …) that are refused as not tracked.
    package var untracked: [CampaignID: Set<String>] = [:]
    /// The most rows a page has.
    package var pageSize = 100
    /// Changes the body of an answer before it is sent.
    package var alter: (@Sendable (OddServer.Request, inout JSONLiteral) -> Void)?
    /// Answers in the account's place; nil leaves it to the account.
    package var reply: (@Sendable (OddServer.Request) -> OddServer.Reply?)?

    package init() {}

    // MARK: Building one

    /// UUIDs as the provider's: `00000001-0000-11f0-8000-00000000cccc`.
    package static func id(_ number: Int, _ kind: String) -> String {
        "\(hexadecimal(number, 8))-0000-11f0-8000-\(String(repeating: "0", count: 12 - kind.count))\(kind)"
    }

    /// Adds a list, and gives its id.
    @discardableResult
    package mutating func addList(_ number: Int = 1, name: JSONLiteral = "News", tags: [String] = ["FirstName"]) -> ListID {
        let id = Self.id(number, "aaaa")
        let fields = (["EmailAddress"] + tags).map { tag -> JSONLiteral in
            ["tag": .string(tag), "type": "text", "label": .string(tag), "fallback": nil]
        }
        lists.append([
            "id": .string(id), "name": name, "double_opt_in": false, "fields": .array(fields), "tags": [],
            "counts": ["pending": 0, "subscribed": 0, "unsubscribed": 0], "created_at": "2026-01-01T00:00:00+00:00",
            "last_updated_at": "2026-01-01T00:00:00+00:00",
        ])
        contacts[id] = []
        return id
    }

    /// Adds a contact to a list, the first one unless it is named, and gives the contact.
    @discardableResult
    package mutating func addContact(
        _ number: Int, _ address: JSONLiteral? = nil, list: ListID? = nil, fields: JSONLiteral? = nil
    ) -> JSONLiteral {
        let contact: JSONLiteral = [
            "id": .string(Self.id(number, "cccc")), "email_address": address ?? .string("p\(number)@people.example"),
            "fields": fields ?? ["FirstName": .string("First\(number)")], "tags": [], "status": "subscribed",
            "created_at": "2026-01-01T00:00:00+00:00", "last_updated_at": "2026-01-02T00:00:00+00:00",
        ]
        if let list = list ?? lists.first?["id"]?.text { contacts[list, default: []].append(contact) }
        return contact
    }

    /// Adds so many contacts to the first list.
    package mutating func addContacts(_ count: Int) -> [JSONLiteral] { (0..<count).map { addContact($0) } }

    /// Adds a campaign that was sent to these contacts, and gives its id.
    @discardableResult
    package mutating func addCampaign(
        _ number: Int, _ name: JSONLiteral, to contacts: [JSONLiteral], opened: [JSONLiteral] = [], clicked: [JSONLiteral] = [],
        bounced: [JSONLiteral] = [],
        sentAt: String = "2026-11-01T10:00:00+00:00", links: [JSONLiteral] = []
    ) -> CampaignID {
        let id = Self.id(number, "dddd")
        campaigns.append([
            "id": .string(id), "status": "sent", "name": name, "subject": .string("Subject \(number)"),
            "to": .array(lists.first?["id"].map { [$0] } ?? []),
            "from": ["name": "Octo", "email_address": "octo@sender.example"],
            "content": ["html": "<p>Hello</p>"], "created_at": .string(sentAt), "sent_at": .string(sentAt),
        ])
        let reports: [ReportKind: [JSONLiteral]] = [.sent: contacts, .opened: opened, .clicked: clicked, .bounced: bounced]
        rows[id] = reports.mapValues { $0.map { .contact($0, at: "2026-11-01T11:00:00+00:00") } }
        self.links[id] = links
        return id
    }

    package static func link(_ url: JSONLiteral, total: JSONLiteral, unique: JSONLiteral = 1) -> JSONLiteral {
        ["url": url, "clicked_total": total, "clicked_unique": unique]
    }

    private static func hexadecimal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
