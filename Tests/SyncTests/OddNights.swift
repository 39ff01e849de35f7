import CurlTransport
import EmailOctopus
import Engagement
import EngagementStore
import HTTP
import SQLiteStore
import Synchronization
import TestSupport
import Testing

@testable import Sync

/// An odd account over real HTTP, and the real store that night after night is synced into it.
struct OddNights: Sendable {
    var server: OddServer
    var store: any EngagementStore
    var version: APIVersion
    private let nights = Nights()

    private final class Nights: Sendable {
        let count = Mutex<Int64>(0)
    }

    init(server: OddServer, store: any EngagementStore, version: APIVersion) {
        self.server = server
        self.store = store
        self.version = version
    }

    @discardableResult
    func sync(full: Bool = false, clock: any Clock<Duration> = ContinuousClock()) async throws -> Syncer.Outcome {
        server.forgetRequests()
        let access = Access(
            key: try APIKey("secret-key"), version: version, baseURL: server.url(version), rateLimit: .unlimited,
            retries: RetryPolicy(baseDelay: .milliseconds(1)))
        let source = try access.source(over: CurlTransport(userAgent: "octo-site/test"), clock: clock)
        let night = nights.count.withLock { count -> Int64 in
            count += 1
            return count
        }
        let start = Timestamp(seconds: 1_795_000_000 + night * 86_400)
        let syncer = Syncer(source: source, store: store, options: SyncOptions(isFull: full), now: { start })
        return try await syncer.run()
    }

    /// How often a report was asked for in the last night.
    func asked(_ report: String) -> Int { server.requests.count { $0.report == report } }

    func state(_ kind: ReportKind) async throws -> KindReconciliation.State? {
        try await Reconciler(store: store).reconcile().campaigns.first?.kinds.first { $0.kind == kind }?.state
    }

    func record() async throws -> CampaignRecord { try #require(try await store.campaigns().first) }
}

func withOddNights(
    _ account: OddAccount, _ version: APIVersion = .v2, _ body: (OddNights) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let store = try await SQLiteStore.open(path: folder + "/store.sqlite")
        try await body(OddNights(server: try OddServer(account), store: store, version: version))
        await store.close()
    }
}

extension OddAccount {
    static let springID = id(1, "dddd")

    /// So many people, of whom a part opened and a part clicked.
    static func spring(_ people: Int = 230, opened: Int = 90, clicked: Int = 12) -> OddAccount {
        var account = OddAccount()
        account.addList()
        let contacts = account.addContacts(people)
        account.addCampaign(
            1, "Spring", to: contacts, opened: Array(contacts[..<opened]), clicked: Array(contacts[..<clicked]),
            links: [OddAccount.link("https://shop.example/", total: JSONLiteral(clicked))])
        return account
    }

    /// A summary's numbers.
    static func summary(
        sent: JSONLiteral, opened: JSONLiteral = 90, clicked: JSONLiteral = 12, bounced: JSONLiteral = 0
    ) -> JSONLiteral {
        [
            "sent": sent, "bounced": ["hard": bounced, "soft": 0], "opened": ["total": opened, "unique": opened],
            "clicked": ["total": clicked, "unique": clicked], "complained": 0, "unsubscribed": 0,
        ]
    }
}
