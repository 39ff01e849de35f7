import EmailOctopus
import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import Sync

extension SyncerTests {
    @Test(
        "A forgotten address that comes back in texts about others is redacted on its way in", arguments: [APIVersion.v16, .v2])
    func redactsWhatComes(version: APIVersion) async throws {
        try await withStore { store in
            let key = [UInt8](repeating: 7, count: 32)
            let hashes = ForgottenFilter(key: key, tombstones: [])
            let filter = ForgottenFilter(key: key, tombstones: [hashes.tombstone(ofPerson: "anna@victim.example")])
            let source = ScriptedSource(.small, version: version)
            source.change { account in
                account.campaigns[0].name = "For Anna@Victim.example"
                account.campaigns[0].subject = "Dear anna@victim.example"
                account.lists = [ContactList(id: "list", name: "Friends of anna@victim.example", fieldTags: ["ReferredBy"])]
                let row = ScriptedSource.Row("a1", fields: ["ReferredBy": .text("anna@victim.example"), "City": .text("Ulm")])
                account.contacts["list"] = ["subscribed": [row]]
                account.reports = account.reports.mapValues { kinds in
                    kinds.mapValues { $0.map { $0.id == "a1" ? row : $0 } }
                }
                account.summaryFault = { campaign in
                    campaign == "second"
                        ? APIError(.refused, status: 400, message: "anna@victim.example is odd", request: "GET http://x.example/")
                        : nil
                }
            }
            let outcome = try await sync(source, into: store, filter: filter)
            #expect(outcome.problems.contains { $0.contains("[removed] is odd") })
            for line in try await StoreDump(of: store).sections.values.joined() {
                #expect(!line.lowercased().contains("anna@victim"), "\(line)")
            }
            #expect(try await store.campaigns().contains { $0.campaign.name == "For [removed]" && !$0.slug.contains("victim") })
            #expect(try await store.lists().map(\.name) == ["Friends of [removed]"])
            let fields = try await store.contacts(matching: "a1").first?.attributes?.fields
            #expect(fields == ["ReferredBy": .text("[removed]"), "City": .text("Ulm")])
        }
    }
}
