import EmailOctopus
import Engagement
import EngagementStore
import Foundation
import Simulator
import Sync
import Synchronization
import TestSupport
import Testing

@testable import MongoStore
@testable import Workflows

/// octo-site and the job that it replaces, in one database.
@Suite("Beside the old scripts", .serialized, .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct OldScriptsTests {
    private struct Reported: Hashable {
        var campaign: CampaignID
        var contact: ContactID
        var reported: FirstReported
        var address: String?
        var status: String?
        var fields: [FieldTag: FieldValue]?
    }

    /// What a store holds of every participant, and what its runs say that they gained.
    private func contents(_ world: World) async throws -> (rows: Set<Reported>, gained: [[ReportKind: Int]]) {
        try await world.store.withStore(.existing) { store in
            let rows = try await store.participants(ParticipantQuery()).collected()
            let reported = rows.map { row in
                Reported(
                    campaign: row.campaignID, contact: row.participant.contactID, reported: row.participant.firstReported,
                    address: row.attributes?.emailAddress, status: row.attributes?.status, fields: row.attributes?.fields)
            }
            return (Set(reported), try await store.runs().map(\.gained))
        }
    }

    @Test("F31: a foreign unique index is dropped before it refuses anything, and each run that finds one says so")
    func foreignIndex() async throws {
        try await withWorld(store: .mongo) { world in
            let connection = try OldScripts(world).connection
            func sentences(_ collection: String, _ member: String) async throws -> [String] {
                _ = try await connection.writeCommand([
                    "createIndexes": .string(collection),
                    "indexes": [["key": .document([member: 1]), "name": "foreign", "unique": true]],
                ])
                let said = Mutex<[String]>([])
                let outcome = try await world.store.withStore(.createdIfMissing) { store in
                    try await SyncWorkflow(
                        store: store, provider: try world.provider(), options: SyncOptions(), secretFile: world.secretFile,
                        now: world.now,
                        onEvent: { event in
                            if case .adopted(let adoption) = event { said.withLock { $0.append(adoption.description) } }
                        }
                    ).run()
                }
                #expect(!outcome.contradicts && outcome.reconciliation.warnings.isEmpty)
                return said.withLock { $0 }
            }
            // In the first run the collection is empty.
            for (collection, member) in [("participants", "email_address"), ("campaigns", "slug")] {
                let said = try await sentences(collection, member)
                #expect(
                    said.count == 1 && said[0].hasPrefix("The unique index \(collection).foreign, which octo-site did not make"))
                world.server.advance(days: 1)
            }
            await connection.close()
        }
    }

    @Test("Nights of both jobs in any order give the store that octo-site gives alone, run by run", arguments: [2, 3])
    func interleavings(seed: UInt64) async throws {
        try await withWorld(store: .mongo) { world in
            var generator = SeededGenerator(seed: seed)
            var alone = world
            alone.store = try StoreAddress("sqlite:\(world.folder)/alone.sqlite")
            let scripts = try OldScripts(world)
            func syncBoth() async throws -> AccountReconciliation {
                try await alone.sync()
                return try await world.sync().reconciliation
            }
            #expect(try await syncBoth().warnings.isEmpty)
            for _ in 1...3 {
                world.server.advance(days: Int.random(in: 1...3, using: &generator))
                let faults = (0..<Int.random(in: 0...2, using: &generator)).compactMap { _ in
                    OldScripts.Fault.allCases.randomElement(using: &generator)
                }
                for fault in faults { try await scripts.run(fault) }
                let warnings = try await syncBoth().warnings
                #expect(warnings.isEmpty == faults.isEmpty)
            }
            let (ours, reference) = (try await contents(world), try await contents(alone))
            #expect(ours.rows.count == reference.rows.count)
            #expect(ours.rows.symmetricDifference(reference.rows).first == nil)
            #expect(ours.gained == reference.gained)
            #expect(try await world.verify().traces.isEmpty)
            let verified = (try await world.verify(asOf: "1").counts, try await alone.verify(asOf: "1").counts)
            #expect(verified.0 == verified.1)
        }
    }

    @Test("Who the old job found first is newly engaged in the next run; what it lowered is put back, and told")
    func newlyEngaged() async throws {
        try await withWorld(store: .mongo) { world in
            try await world.build()
            let scripts = try OldScripts(world)
            world.server.advance(days: 2)
            try await scripts.run()
            #expect(try await world.verify().contradicts, "what verify counts is not what the database's queries count")
            let outcome = try await world.build()
            #expect(!outcome.contradicts)
            let comparison = try await world.compare("1", "2")
            let gained = try await world.store.withStore(.existing) { try await StoreBruteForce($0).gains }
            let engaged = gained.filter { $0.kind == nil && $0.run == 2 }.reduce(0) { $0 + $1.count }
            #expect(engaged > 0 && comparison.after.engaged - comparison.before.engaged == engaged)
            #expect(gained.allSatisfy { $0.run > 0 })

            let warned = try #require(outcome.reconciliation.warnings.first)
            #expect(warned.contains("The old scripts still run"))
            let page = try String(contentsOfFile: "\(world.site)/runs/\(outcome.run.id)/index.md", encoding: .utf8)
            #expect(page.contains("The old scripts still run"))

            try await scripts.run(.lowersFlags)
            let before = try await world.verify()
            #expect(before.traces.changedFlags > 0 && before.contradicts)
            let repaired = try await world.sync().reconciliation.warnings.first
            #expect(repaired?.contains("had changed flags, which were repaired") == true)
            let after = try await world.verify()
            #expect(!after.contradicts && after.counts == before.counts)
        }
    }

    @Test("An old database is named to those who only read, until a build has adopted it")
    func notAdoptedYet() async throws {
        try await withWorld(store: .mongo) { world in
            let scripts = try OldScripts(world)
            try await scripts.run()
            let error = await #expect(throws: StoreError.self) { try await world.verify() }
            #expect(error?.code == .notAdopted && error?.message.contains("octo-site build") == true)
            await #expect(throws: StoreError.self) { try await world.export() }
            // One campaign that the provider does not list, one whose document is missing, one of text messages.
            func participant(_ campaign: String) -> Write {
                .insert([
                    "campaign_id": .string(campaign), "contact_id": "c-1", "email_address": "c1@example.com",
                    "engagement": ["opened": true, "clicked": true],
                ])
            }
            try await scripts.connection.write(.participants, [participant("unlisted"), participant("undocumented")])
            try await scripts.connection.write(
                .campaigns,
                [
                    .insert(["campaign_id": "unlisted", "name": "Unlisted", "status": "SENT"]),
                    .insert(["campaign_id": "texts", "name": "Texts", "status": "SENT", "campaign_type": "text"]),
                ])
            let outcome = try await world.build()
            #expect(!outcome.contradicts && outcome.run.state == .proven && outcome.reconciliation.warnings.isEmpty)
            let states = Dictionary(outcome.reconciliation.campaigns.map { ($0.campaignID, $0.state) }) { $1 }
            #expect(states["unlisted"] == .unproven && states["undocumented"] == .unproven && states["texts"] == nil)
            let verified = try await world.verify()
            #expect(!verified.contradicts && verified.counts == outcome.run.totals?.counts)
            let row = try #require(
                try await world.store.withStore(.existing) { try await $0.participations(of: ["c-1"]) }.first)
            #expect(row.engagement.opened && !row.participant.firstReported.isReported(.opened))

            // The same for a campaign that comes after the first run.
            try await scripts.connection.write(.participants, [participant("later")])
            try await scripts.connection.write(.campaigns, [.insert(["campaign_id": "gone", "name": "G", "status": "SENT"])])
            let second = try await world.sync()
            #expect(!second.contradicts && second.run.gained[.sent] == 1)
            let later = Dictionary(second.reconciliation.campaigns.map { ($0.campaignID, $0.state) }) { $1 }
            #expect(later["later"] == .unproven && later["gone"] == .unproven)
        }
    }

    @Test("Doctor tells what the old scripts have written, and what was set aside")
    func doctor() async throws {
        try await withWorld(store: .mongo) { world in
            func finding() async -> Result<DoctorWorkflow.Finding, any Error>? {
                var found: Result<DoctorWorkflow.Finding, any Error>?
                _ = await DoctorWorkflow(
                    store: world.store, output: world.site, templates: nil, secretFile: world.secretFile,
                    provider: { try world.provider() }
                ).run { if $0 == .store { found = $1 } }
                return found
            }
            let scripts = try OldScripts(world)
            try await scripts.run()
            await #expect(throws: StoreError.self) { try await finding()?.get() }
            try await scripts.connection.write(.participants, [.insert(["email_address": "nobody@example.com"])])
            try await world.sync()
            guard case .store(_, 1, _, untilFull: _, setAside: 1)? = try await finding()?.get() else {
                Issue.record("the document that was set aside is missing")
                return
            }
            // Everything that can't be read is listed.
            try await scripts.connection.write(
                .campaigns, [.insert(["_id": "damaged", "campaign_id": "damaged", "slug": 7])])
            try await scripts.connection.write(.lists, [.insert(["_id": "damaged list", "name": 7])])
            let damage = await #expect(throws: WorkflowError.self) { try await finding()?.get() }
            #expect(damage?.code == .unreadable)
            #expect(damage?.message.contains("campaigns (_id damaged)") == true)
            #expect(damage?.message.contains("octo_lists (_id damaged list)") == true)
            try await scripts.connection.write(.campaigns, [.delete(filter: ["_id": "damaged"])])
            try await scripts.connection.write(.lists, [.delete(filter: ["_id": "damaged list"])])

            try await scripts.run(.lowersFlags)
            let error = await #expect(throws: WorkflowError.self) { try await finding()?.get() }
            #expect(error?.code == .legacyTraces && error?.message.contains("contradict what the reports said") == true)
        }
    }
}
