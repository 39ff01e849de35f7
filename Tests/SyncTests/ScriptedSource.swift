import EmailOctopus
import Engagement
import Synchronization

/// A provider whose answers a test decides: an account in memory, pages of three rows, and faults by request.
final class ScriptedSource: ReportSource {
    struct Row: Hashable, Sendable {
        var id: ContactID
        var address: String?
        var occurredAt: Timestamp?
        var isDeleted = false
        var fields: [FieldTag: FieldValue] = [:]
        var lastUpdatedAt: Timestamp?

        init(
            _ id: ContactID, at second: Int64? = 100, isDeleted: Bool = false, fields: [FieldTag: FieldValue] = [:],
            address: String? = nil, updated: Int64? = 1
        ) {
            self.id = id
            self.address = address ?? "\(id)@example.com"
            occurredAt = second.map(Timestamp.init(seconds:))
            self.isDeleted = isDeleted
            self.fields = fields
            lastUpdatedAt = updated.map(Timestamp.init(seconds:))
        }
    }

    struct Account: Sendable {
        var campaigns: [Campaign] = []
        var reports: [CampaignID: [ReportKind: [Row]]] = [:]
        /// Summaries that differ from the rows.
        var summaries: [CampaignID: Summary] = [:]
        var lists: [ContactList] = []
        var contacts: [ListID: [String: [Row]]] = [:]
        /// Thrown instead of a page: called with (campaign, kind, cursor); nil gives the page.
        var fault: (@Sendable (CampaignID, ReportKind, String?) -> APIError?)?
        /// Replaces the true `next`: called with (campaign, kind, offset of the next page or nil at the end).
        var next: (@Sendable (CampaignID, ReportKind, Int?) -> String?)?
        var summaryFault: (@Sendable (CampaignID) -> APIError?)?
        /// Subscribed contacts that each list counts; nil if the list has no counts.
        var countedContacts: Int?
        /// All the numbers of contacts that each list counts, instead.
        var listCounts: [ListID: [String: Int]] = [:]
        /// The list of campaigns, and each list's contacts, name their only page as the next one.
        var campaignsLeadBack = false
        var contactsLeadBack = false
        var linksFault: (@Sendable (CampaignID) -> APIError?)?
    }

    let version: APIVersion
    private let account: Mutex<Account>
    private let log = Mutex<[String]>([])
    private let since = Mutex<[Timestamp?]>([])
    static let pageSize = 3

    init(_ account: Account, version: APIVersion = .v16) {
        self.account = Mutex(account)
        self.version = version
    }

    func change(_ body: (inout sending Account) -> Void) { account.withLock { body(&$0) } }

    /// The requests, oldest first.
    var requests: [String] { log.withLock { $0 } }
    func forgetRequests() {
        log.withLock { $0 = [] }
        since.withLock { $0 = [] }
    }

    /// The times since which contacts were asked for, oldest request first.
    var contactTimes: [Timestamp?] { since.withLock { $0 } }

    static func error(_ code: APIError.Code, status: Int? = nil) -> APIError {
        APIError(code, status: status, message: "scripted", request: "GET http://simulated.example/")
    }

    // MARK: ReportSource

    func campaigns(after cursor: String?) async throws -> Page<Campaign> {
        note("campaigns")
        return account.withLock { Page(rows: $0.campaigns, next: $0.campaignsLeadBack ? "start" : nil) }
    }

    func summary(of campaign: CampaignID) async throws -> Summary {
        note("summary \(campaign)")
        if let error = account.withLock({ $0.summaryFault })?(campaign) { throw error }
        return summaryOfAccount(campaign)
    }

    private func summaryOfAccount(_ campaign: CampaignID) -> Summary {
        account.withLock { $0.summaries[campaign] ?? Self.summary(of: $0.reports[campaign] ?? [:]) }
    }

    func links(of campaign: CampaignID) async throws -> ListedLinks {
        note("links \(campaign)")
        if let error = account.withLock({ $0.linksFault })?(campaign) { throw error }
        let total = summaryOfAccount(campaign).clickedTotal ?? 0
        return ListedLinks([LinkClicks(url: "https://example.com/", total: total, unique: 1)])
    }

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow> {
        note("\(kind.rawValue) \(campaign) \(cursor ?? "start")")
        let account = account.withLock { $0 }
        if let error = account.fault?(campaign, kind, cursor) { throw error }
        let rows = account.reports[campaign]?[kind] ?? []
        let start = min(rows.count, cursor.flatMap { Int($0.prefix { $0 != "#" }) } ?? 0)
        let end = min(rows.count, start + Self.pageSize)
        let following = end < rows.count ? end : nil
        let next = account.next?(campaign, kind, following) ?? following.map(String.init)
        return Page(rows: rows[start..<end].map(reportRow), next: next)
    }

    func lists(after cursor: String?) async throws -> Page<ListedList> {
        note("lists")
        return account.withLock { account in
            let counts = account.countedContacts.map { ["subscribed": $0] } ?? [:]
            return Page(rows: account.lists.map { ListedList($0, contacts: account.listCounts[$0.id] ?? counts) })
        }
    }

    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact> {
        note("contacts \(list) \(status)")
        since.withLock { $0.append(updatedSince) }
        let rows = account.withLock { $0.contacts[list]?[status] ?? [] }
        let changed = rows.filter { row in
            updatedSince.map { since in (row.lastUpdatedAt ?? since) >= since } ?? true
        }
        return Page(
            rows: changed.map { ListedContact(id: $0.id, details: details(of: $0)) },
            next: account.withLock { $0.contactsLeadBack } ? "start" : nil)
    }

    private func note(_ request: String) { log.withLock { $0.append(request) } }

    private func reportRow(_ row: Row) -> ReportRow {
        var details: ContactDetails?
        if !row.isDeleted {
            details = version.rowsCarryFields ? self.details(of: row) : ContactDetails(emailAddress: row.address)
        }
        return ReportRow(contactID: row.id, contact: details, occurredAt: row.occurredAt)
    }

    private func details(of row: Row) -> ContactDetails {
        ContactDetails(
            emailAddress: row.address, status: "SUBSCRIBED", fields: row.fields, lastUpdatedAt: row.lastUpdatedAt)
    }

    static func summary(of reports: [ReportKind: [Row]]) -> Summary {
        func unique(_ kind: ReportKind) -> Int { Set((reports[kind] ?? []).map(\.id)).count }
        return Summary(
            sent: unique(.sent), bouncedHard: unique(.bounced), openedTotal: reports[.opened]?.count ?? 0,
            openedUnique: unique(.opened), clickedTotal: reports[.clicked]?.count ?? 0, clickedUnique: unique(.clicked),
            complained: unique(.complained), unsubscribed: unique(.unsubscribed))
    }
}

extension ScriptedSource.Account {
    /// Two sent campaigns of ten and six participants, and a draft.
    static var small: ScriptedSource.Account {
        func rows(_ numbers: some Sequence<Int>, _ prefix: String) -> [ScriptedSource.Row] {
            numbers.map { ScriptedSource.Row("\(prefix)\($0)") }
        }
        var account = ScriptedSource.Account()
        account.campaigns = [
            Campaign(id: "draft", name: nil, status: .draft),
            Campaign(id: "second", name: "Second", status: .sent, sentAt: Timestamp(seconds: 2_000)),
            Campaign(id: "first", name: "First", status: .sent, sentAt: Timestamp(seconds: 1_000)),
        ]
        account.reports["first"] = [
            .sent: rows(0..<10, "a"), .opened: rows([1, 2, 3, 5], "a"), .clicked: rows([2, 7], "a"), .bounced: rows([9], "a"),
            .unsubscribed: rows([4], "a"),
        ]
        account.reports["second"] = [.sent: rows(0..<6, "a"), .opened: rows([0, 1, 2], "a"), .complained: rows([3], "a")]
        return account
    }
}
