import Engagement
import EngagementStore
import Exports
import Foundation
import Publishing
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// Rows of campaigns that are as they were are taken over from the published CSVs; that must never show.
@Suite("Unchanged rows")
struct UnchangedRowsTests {
    private enum Event: CaseIterable {
        case quietNight, night, secondNight, fullNight, renderedAgain, rollback, forgotten, otherColumns, otherPrivacy
        case otherRecords, otherAddresses, manyOtherRecords, earlyReports
    }

    /// Nights with and without news, one that was never rendered, rollbacks, forgotten people, other settings.
    @Test(
        "CSVs are the same as if every row were written anew, whatever happened before",
        arguments: StoreKind.available, [61, 62])
    func areTheSame(kind: StoreKind, seed: Int) async throws {
        try await withWorld(store: kind) { world in
            var (world, random) = (world, SeededGenerator(seed: UInt64(seed)))
            var (takenOver, updated) = (0, 0)
            let first: [Event] = [.night, .quietNight, .otherRecords, .otherAddresses, .earlyReports, .secondNight]
            try await world.build()
            for number in 1...(kind == .sqlite ? 13 : 8) {
                let event = number <= first.count ? first[number - 1] : random.pick(Event.allCases)
                try await happen(event, in: &world, &random)
                let campaigns = try await campaignsTakenOver(world)
                takenOver += campaigns.unchanged
                updated += campaigns.updated
                let (night, anew) = (
                    try await csvs(of: "public", in: world),
                    try await csvs(of: "anew-\(number)", in: world)
                )
                #expect(Set(night.keys) == Set(anew.keys), "\(number): \(event)")
                for (path, bytes) in anew where night[path] != bytes { Issue.record("\(number), \(event): \(path)") }
            }
            // Otherwise this would prove nothing.
            #expect(takenOver > 5 && updated > 5)
        }
    }

    private func happen(_ event: Event, in world: inout World, _ random: inout SeededGenerator) async throws {
        switch event {
        case .quietNight: try await world.sync()
        case .night:
            world.server.advance(days: random.int(1...2))
            try await world.sync()
        case .secondNight:
            for _ in 1...2 {
                world.server.advance(days: 1)
                try await world.sync()
            }
        case .fullNight: try await world.sync(isFull: true)
        case .renderedAgain: break
        case .rollback:
            try await world.sync()
            try await world.rollback("latest")
        case .forgotten:
            let address = try await world.store.withStore(.existing) { store -> String? in
                for try await batch in store.participants(ParticipantQuery(filter: .engaged)) {
                    if let address = batch.lazy.compactMap(\.attributes?.emailAddress).first { return address }
                }
                return nil
            }
            if let address { try await forget(address, in: world) }
        case .otherColumns: world.fieldAliases = world.fieldAliases.isEmpty ? ["City": "Town"] : [:]
        case .otherPrivacy: world.privacy = world.privacy == .full ? .pseudonyms : .full
        case .otherRecords: try await change(1...3, of: world, &random)
        case .otherAddresses: try await change(1...3, of: world, withAddresses: true, &random)
        case .earlyReports: try await report(of: world, &random)
        case .manyOtherRecords: try await change(40...60, of: world, withAddresses: true, &random)
        }
    }

    /// A run that finds other records of some contacts, and nothing else.
    private func change(
        _ count: ClosedRange<Int>, of world: World, withAddresses: Bool = false, _ random: inout SeededGenerator
    ) async throws {
        let (number, seed) = (random.int(count), random.next())
        try await world.store.withStore(.existing) { store in
            var random = SeededGenerator(seed: seed)
            try await store.acquireLease(holder: "test")
            let rows = try await store.participants(ParticipantQuery()).collected()
            let contacts = try await store.contacts(rows.map(\.participant.contactID), asOf: nil).filter { $0.attributes != nil }
            let last = try #require(try await store.runs().last)
            let start = Timestamp(seconds: (last.endedAt ?? last.startedAt).seconds + 60)
            var run = try await store.beginRun(Run(number: 0, id: start.runID, startedAt: start, api: "v2", isFull: false))
            let changed = (0..<number).compactMap { _ -> ContactRecord? in
                let contact = random.pick(contacts)
                guard var attributes = contact.attributes else { return nil }
                attributes.status = random.pick(["other", "\"\r\n", "a,b"]) + "\(run.number)"
                attributes.fields?["City"] = .text(random.pick(["Bonn", "two\nlines", "a,\"b\"", ""]))
                if withAddresses { attributes.emailAddress = "moved\(random.int(0...9))@example\(random.int(0...3)).com" }
                (attributes.run, attributes.lastUpdatedAt) = (run.number, start)
                attributes.key = RecordKey(generation: attributes.key.generation, stamp: start, run: run.number)
                return ContactRecord(id: contact.id, attributes: attributes)
            }
            _ = try await store.merge(MergeBatch(run: run.number, campaignID: nil, contacts: changed))
            (run.state, run.endedAt) = (.proven, Timestamp(seconds: start.seconds + 5))
            try await store.saveRun(run)
            try await store.releaseLease()
        }
    }

    /// As what is adopted from the old scripts: of a run that has yet to begin.
    private func report(of world: World, _ random: inout SeededGenerator) async throws {
        let seed = random.next()
        try await world.store.withStore(.existing) { store in
            var random = SeededGenerator(seed: seed)
            try await store.acquireLease(holder: "test")
            let run = try #require(try await store.runs().last).number + 1
            let campaign = random.pick(try await store.campaigns().filter { $0.campaign.status == .sent })
            let contact = StoreSamples.contact(random.int(1...1_000))
            let participant = Participant(contactID: contact, firstReported: FirstReported(.opened, run: run))
            let record = ContactRecord(
                id: contact, attributes: Attributes(emailAddress: "early@example.com", status: "x", run: run))
            _ = try await store.merge(
                MergeBatch(run: run, campaignID: campaign.id, participants: [participant], contacts: [record]))
            try await store.releaseLease()
        }
    }

    private func forget(_ address: String, in world: World) async throws {
        try await world.store.withStore(.existing) { store in
            _ = try await ForgetWorkflow(
                store: store, address: address, isUnknownAllowed: false, options: world.renderOptions(),
                resources: try Resources.find(), onEvent: { _ in }
            ).run()
        }
    }

    /// Renders, and reads the CSVs; not those of runs, as what earlier ones published stays as it was.
    private func csvs(of output: String, in world: World) async throws -> [String: Data] {
        var world = world
        world.output = output
        try await world.render()
        let site = world.site
        let run = try await world.store.withStore(.existing) { try await $0.runs().last { $0.state.isFinished }?.id } ?? ""
        let paths = try FileManager.default.subpathsOfDirectory(atPath: site).filter { path in
            path.hasSuffix(".csv") && (!path.hasPrefix("runs/") || path.hasPrefix("runs/\(run)/"))
        }
        return try Dictionary(
            uniqueKeysWithValues: paths.map { ($0, try Data(contentsOf: URL(filePath: "\(site)/\($0)"))) })
    }

    /// Of how many campaigns the next render takes over all rows, and of how many but for some contacts'.
    private func campaignsTakenOver(_ world: World) async throws -> (unchanged: Int, updated: Int) {
        try await world.store.withStore(.existing) { store in
            let workflow = RenderWorkflow(
                store: store, options: world.renderOptions(), resources: try Resources.find(), onEvent: { _ in })
            let claim = try await workflow.claim()
            guard let earlier = try await PublishedRows.last(at: claim.output, in: store) else { return (0, 0) }
            let numbers = try await store.changeNumbers()
            let changes = Array(zip(earlier.campaigns, earlier.changes))
            let unchanged = changes.count { numbers[$0].rows == $1 }
            return (unchanged, changes.count { numbers[$0].participants <= $1 } - unchanged)
        }
    }

    @Test("In a night without news every CSV of recipients stays the same file; one that was changed by hand is written anew")
    func staysTheSameFile() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let (files, before) = (try await csvs(of: "public", in: world), try world.inodes("public"))
            try await world.build()
            let after = try world.inodes("public")
            let recipients = files.keys.filter { $0 == "downloads/all.csv" || $0.hasPrefix("downloads/campaigns/") }
            #expect(recipients.count > 3)
            for path in recipients { #expect(after[path] == before[path], "\(path)") }
            // What somebody does to a page makes no row of a CSV another one.
            try Data("edited".utf8).write(to: URL(filePath: "\(world.site)/people/index.html"))
            #expect(try await campaignsTakenOver(world).unchanged > 0)
            try Data("forged".utf8).write(to: URL(filePath: "\(world.site)/downloads/all.csv"))
            #expect(try await campaignsTakenOver(world).unchanged == 0)
            try await world.build()
            #expect(FileManager.default.contents(atPath: "\(world.site)/downloads/all.csv") == files["downloads/all.csv"])
        }
    }

    @Test("Where somebody has taken a CSV out of the list of checksums, everything is written anew, and the list is whole again")
    func filteredChecksums() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let list = URL(filePath: "\(world.site)/SHA256SUMS")
            let before = try String(contentsOf: list, encoding: .utf8)
            let lines = before.split(separator: "\n").filter { !$0.hasSuffix("downloads/all.csv") }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: list)
            try await world.build()
            #expect(try String(contentsOf: list, encoding: .utf8).contains("  downloads/all.csv\n"))
        }
    }

    @Test("A file that is not what was published, though it looks like it, is written anew where a row of it is to be replaced")
    func forgedFileIsWrittenAnew() async throws {
        try await withWorld { world in
            var random = SeededGenerator(seed: 1)
            try await world.build()
            _ = try forge("\(world.site)/downloads/all.csv")
            try await change(1...1, of: world, &random)
            // The check of renders compares every file with a first render's.
            try await world.render()
            let rows = try #require(try world.rows("public/downloads/all.csv"))
            #expect(rows.count > 10)
        }
    }

    @Test("Where no record, nobody's tier and no segment has changed, the files of people are taken over, and nobody is read")
    func peopleAreTakenOver() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            // A forgery that leaves no trace: only writing the file anew removes it.
            let path = "\(world.site)/downloads/all-people.csv"
            let forged = try forge(path)
            try await world.build()
            #expect(FileManager.default.contents(atPath: path) == forged)
            world.server.advance(days: 40)
            try await world.build()
            #expect(FileManager.default.contents(atPath: path) != forged)
        }
    }

    /// Writes other bytes into a file, which keeps its size and time.
    private func forge(_ path: String) throws -> Data {
        var status = stat()
        try #require(stat(path, &status) == 0)
        let forged = Data(repeating: UInt8(ascii: "x"), count: Int(status.st_size))
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.write(contentsOf: forged)
        try file.close()
        try #require(utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0)
        return forged
    }
}
