import EmailOctopus
import Engagement
import EngagementStore
import Exports
import Foundation
import HTTP
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Workflows

/// The whole way from the provider's bytes to a published site, with damage on the way: it may end in words, never in a crash, and
/// the next full run over good answers has everything right.
@Suite("Fuzz: from pages to a site", .serialized)
struct FuzzTests {
    @Test("Damaged answers end in words, and a full run heals what they left", arguments: Fuzz.seeds(12))
    func answers(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let version: APIVersion = seed.isMultiple(of: 2) ? .v2 : .v16
            let random = Mutex(SeededGenerator(seed: UInt64(seed)))
            var account = Self.account
            account.alter = { _, body in
                random.withLock { if $0.chance(40) { body = Fuzz.damaged(body, &$0) } }
            }
            let server = try OddServer(account)
            for night in 1...2 {
                do {
                    _ = try await build(server, version, in: folder, night: night, isFull: false)
                } catch let error as any CustomStringConvertible & Error {
                    #expect(!error.description.isEmpty && !error.description.contains("EmailOctopus."), "\(error)")
                }
            }
            server.change { $0.alter = nil }
            let healed = try await build(server, version, in: folder, night: 3, isFull: true)
            let contradicting = healed.reconciliation.campaigns.filter(\.contradicts)
            #expect(contradicting.isEmpty, "\(contradicting) \(healed.problems)")
            let counts = try #require(healed.run.totals?.counts)
            #expect(counts.participants >= Self.people * 2 && counts.clicked >= 6)
            #expect(FileManager.default.fileExists(atPath: "\(folder)/public/data/totals.json"))
        }
    }

    private static let people = 24

    /// Two campaigns to a list.
    private static var account: OddAccount {
        var account = OddAccount()
        account.pageSize = 10
        account.addList()
        let contacts = account.addContacts(people)
        for number in 1...2 {
            account.addCampaign(
                number, .string("Campaign \(number)"), to: contacts, opened: Array(contacts[..<9]),
                clicked: Array(contacts[..<3]),
                links: [OddAccount.link("https://shop.example/", total: 3, unique: 3)])
        }
        return account
    }

    private func build(
        _ server: OddServer, _ version: APIVersion, in folder: String, night: Int, isFull: Bool
    ) async throws -> Syncer.Outcome {
        let key = version == .v2 ? "eo_" + String(repeating: "5f", count: 32) : "0d9c4d2e-5a5e-4a39-9a75-2f3d6f1f7c11"
        let access = Access(
            key: try APIKey(key), version: version, baseURL: server.url(version), rateLimit: .unlimited,
            retries: RetryPolicy(baseDelay: .milliseconds(1)))
        let now = Timestamp(seconds: 1_795_000_000 + Int64(night) * 86_400)
        let provider = try Provider(access, userAgent: "octo-site-tests")
        let options = RenderOptions(
            output: "\(folder)/public", title: "Fuzz", timeZone: .gmt, excluded: CampaignSelection(),
            rules: ExportRules(secretFile: "\(folder)/secret"))
        return try await StoreAddress("sqlite:\(folder)/store.sqlite").withStore(.createdIfMissing) { store in
            try await BuildWorkflow(
                store: store, provider: provider, sync: SyncOptions(isFull: isFull), render: options,
                resources: try Resources.find(), now: { now }, onEvent: { _ in }
            ).run()
        }
    }
}
