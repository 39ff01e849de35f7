import EmailOctopus
import Engagement
import EngagementStore
import Exports
import Foundation
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// Segments as they are published and exported: nobody is subscribed again who isn't subscribed.
@Suite("Segments of a store", .serialized)
struct SegmentReadingTests {
    /// Addresses by path below downloads/segments.
    private func segments(_ world: World) throws -> [String: [String]] {
        let paths = try world.inodes("public").keys.filter { $0.hasPrefix("downloads/segments/") }
        return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try world.rows("public/\($0)")?.map { $0[0] } ?? []) })
    }

    @Test("Only subscribed people who never left and whose mail gets through are in a segment", arguments: StoreKind.available)
    func members(store: StoreKind) async throws {
        try await withWorld(store: store) { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let segments = try segments(world)
            let lists = try await world.store.withStore(.existing) { try await $0.lists() }
            #expect(segments.count == lists.count * SegmentFile.allCases.count && !lists.isEmpty)
            let members = Set(segments.values.joined().map { $0.lowercased() })
            #expect(members.count > 20)
            let all = try CSVReader.rows(of: [UInt8](Data(contentsOf: URL(filePath: "\(world.site)/downloads/all.csv"))))
            let place = { (name: String) throws -> Int in try #require(all[0].firstIndex(of: name)) }
            let (address, status) = (try place("email_address"), try place("status"))
            let (complained, unsubscribed) = (try place("complained"), try place("unsubscribed"))
            var known: Set<String> = []
            for row in all.dropFirst() where members.contains(row[address].lowercased()) {
                known.insert(row[address].lowercased())
                #expect(row[status].lowercased() == "subscribed")
                #expect(row[complained] == "No" && row[unsubscribed] == "No", "\(row)")
            }
            #expect(known == members)
            for rows in segments.values { #expect(Set(rows.map { $0.lowercased() }).count == rows.count) }
            let page = try String(contentsOf: URL(filePath: "\(world.site)/downloads/index.md"), encoding: .utf8)
            #expect(page.contains("never resubscribe anybody") && !page.contains("may be out of date"))
            try await expectExported(world, segments, lists)
        }
    }

    /// The command writes what is published.
    private func expectExported(_ world: World, _ segments: [String: [String]], _ lists: [ContactList]) async throws {
        for (list, name) in lists.flatMap({ [($0, $0.id), ($0, $0.name)] }) {
            let exported = try await world.export { $0.segment = .init(.active, list: name, excluded: CampaignSelection()) }
            let path = SiteLayout.segment(.active, of: list.id)
            let published = try String(contentsOf: URL(filePath: "\(world.site)/\(path)"), encoding: .utf8)
            #expect(exported == published && exported.hasPrefix("Email address,"))
        }
        let error = await #expect(throws: WorkflowError.self) {
            _ = try await world.export { $0.segment = .init(.loyal, list: "none", excluded: CampaignSelection()) }
        }
        #expect(error?.code == .badRequest && error?.description.contains(lists[0].name) == true)
    }

    @Test("Whoever is no longer subscribed, or was not seen by the last full reading, is in no segment")
    func status() async throws {
        try await withWorld { world in
            try await world.build(isFull: true)
            let before = Set(try segments(world).values.joined().map { $0.lowercased() })
            let chosen = before.sorted().prefix(3)
            try await world.store.withStore(.existing) { store in
                let runs = try await store.runs()
                let run = try #require(runs.last)
                let source = RecordSource(run, among: runs)
                var contacts: [ContactRecord] = []
                for (address, status) in zip(chosen, ["unsubscribed", "pending", nil] as [String?]) {
                    for var contact in try await store.contacts(matching: address) {
                        let attributes = try #require(contact.attributes)
                        contact.attributes = Attributes(
                            emailAddress: attributes.emailAddress, status: status, fields: attributes.fields,
                            lastUpdatedAt: run.startedAt, from: source)
                        contacts.append(contact)
                    }
                }
                #expect(contacts.count >= 3)
                try await Lease.holding(store, .none) { [contacts] in
                    _ = try await store.merge(MergeBatch(run: run.number, campaignID: nil, contacts: contacts))
                }
            }
            try await world.render()
            let after = Set(try segments(world).values.joined().map { $0.lowercased() })
            #expect(before.subtracting(after) == Set(chosen))
        }
    }

    @Test("After v1.6 the pages and the descriptions say that a status may be out of date; after v2 again they don't")
    func outdated() async throws {
        try await withWorld { world in
            var world = world
            let pages = ["downloads/index.md", "audience/index.md"]
            let said = { (world: World) in
                try pages.map { path in
                    let text = try String(contentsOf: URL(filePath: "\(world.site)/\(path)"), encoding: .utf8)
                    return text.contains(
                        "*EmailOctopus' status may be out of date: update existing contacts, don't resubscribe.*")
                        && text.contains("The API v1.6 tells the status only with a report that names the contact.")
                }
            }
            world.version = .v16
            try await world.build()
            #expect(try !segments(world).isEmpty && said(world) == [true, true])
            let package = try String(contentsOf: URL(filePath: "\(world.site)/datapackage.json"), encoding: .utf8)
            #expect(package.contains(StatusSource.warning))
            world.server.advance(days: 1)
            world.version = .v2
            try await world.build()
            #expect(try said(world) == [false, false])
        }
    }

    @Test("Only `privacy: full` lets segments leave the store", arguments: [PrivacyLevel.pseudonyms, .aggregates])
    func privacy(level: PrivacyLevel) async throws {
        try await withWorld { world in
            var world = world
            world.privacy = level
            try await world.build()
            #expect(try segments(world).isEmpty)
            let list = try #require(try await world.store.withStore(.existing) { try await $0.lists() }.first)
            let error = await #expect(throws: ExportError.self) {
                _ = try await world.export { $0.segment = .init(.active, list: list.id, excluded: CampaignSelection()) }
            }
            #expect(error?.code == .refused && error?.message.contains("privacy") == true)
        }
    }
}
