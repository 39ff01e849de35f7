import Engagement
import EngagementStore
import Foundation
import Metrics
import Publishing
import Simulator
import Synchronization
import Templates
import TestSupport
import Testing

@testable import Workflows

@Suite("Render", .serialized)
struct RenderWorkflowTests {
    private func templates(in world: World, _ text: String) throws -> Resources {
        let folder = "\(world.folder)/templates"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/people.md"))
        return try Resources.find(overrides: folder)
    }

    private func render(_ world: World, _ resources: Resources) async throws -> PublishResult {
        try await world.store.withStore(.existing) { store in
            try await RenderWorkflow(
                store: store, options: world.renderOptions(), resources: resources, onEvent: { _ in }
            ).run()
        }
    }

    @Test("A template's mistake is named with file, line and name; the published site stays")
    func mistake() async throws {
        try await withWorld { world in
            try await world.build()
            let before = try world.inodes("public")
            let resources = try templates(in: world, "# Hello\n\n{{nonsense}}\n")
            let error = await #expect(throws: TemplateError.self) { try await render(world, resources) }
            let sentence = "\(String(describing: error))"
            #expect(sentence.contains("people.md") && sentence.contains("3") && sentence.contains("nonsense"))
            #expect(try world.inodes("public") == before)
        }
    }

    @Test("A store without a finished run has nothing to show")
    func nothing() async throws {
        try await withWorld { world in
            try await world.store.withStore(.createdIfMissing) { _ in }
            let error = await #expect(throws: WorkflowError.self) { try await world.render() }
            #expect(error?.code == .nothingThere)
            #expect(!FileManager.default.fileExists(atPath: world.site))
        }
    }

    @Test("F25: an output that can't be written is named before anything is synced")
    func output() async throws {
        try await withWorld { world in
            try Data("in the way".utf8).write(to: URL(filePath: "\(world.folder)/file"))
            var blocked = world
            blocked.output = "file/public"
            let error = await #expect(throws: PublishingError.self) { try await blocked.build() }
            #expect(error?.description.contains("file") == true)
            #expect(try await world.store.withStore(.existing) { try await $0.runs() }.isEmpty)
            #expect(world.server.statistics.requests == 0)
        }
    }

    /// That nothing is read shows in rows that can't be read any more.
    @Test("Where nothing has changed, nothing is read; whatever a site is made from is a change", arguments: StoreKind.available)
    func unchanged(kind: StoreKind) async throws {
        try await withWorld(store: kind) { world in
            try await world.build()
            let first = try await world.render()
            let before = try world.inodes("public")
            let page = URL(filePath: "\(world.site)/index.html")
            let html = try Data(contentsOf: page)
            let plain = Resources(
                templates: try Resources.find().templates, site: try Resources.find().site, overrides: nil)

            func measures() async throws -> Int {
                try await world.store.withStore(.existing) {
                    try await $0.keptMeasures(MeasureKind("rows", version: MeasuredPart.version)).collected().count
                }
            }
            // A render that measures would keep measures again.
            func forgetMeasures() async throws {
                try await world.store.withStore(.existing) { store in
                    let kind = MeasureKind("rows", version: MeasuredPart.version)
                    let old = try await store.keptMeasures(kind).collected()
                    try await store.acquireLease(holder: "test")
                    try await store.keep(
                        old.map { KeptMeasure(campaignID: $0.campaignID, change: 0, part: $0.part, bytes: []) },
                        as: MeasureKind("rows", version: MeasuredPart.version + 1))
                }
            }
            #expect(try await measures() > 0)
            try await forgetMeasures()
            let result = try await world.render()
            #expect(result.mode == .unchanged && result.written == 0 && result.carried == first.written + first.carried)
            #expect(try await measures() == 0, "nothing was measured")
            #expect(try world.inodes("public") == before)

            // Another template.
            #expect(try await render(world, try templates(in: world, "# Our people\n")).written > 0)
            #expect(try await measures() > 0)
            #expect(try await render(world, plain).written > 0)
            // A file that somebody has changed, or removed.
            try Data("oops".utf8).write(to: page)
            #expect(try await render(world, plain).written > 0)
            #expect(try Data(contentsOf: page) == html)
            try FileManager.default.removeItem(at: page)
            #expect(try await render(world, plain).written > 0)
            #expect(try Data(contentsOf: page) == html)
            // A setting.
            var options = world.renderOptions()
            options.title = "Another title"
            let other = try await world.store.withStore(.existing) { [options] store in
                try await RenderWorkflow(store: store, options: options, resources: plain, onEvent: { _ in }).run()
            }
            #expect(other.written > 0)
            // The store.
            #expect(try await render(world, plain).written > 0)
            try await forgetMeasures()
            try await world.store.withStore(.existing) { store in
                try await store.acquireLease(holder: "test")
                try await store.saveNote(.contactsRead(list: "l", status: "pending"), "2026-01-01T00:00:00Z")
            }
            _ = try await render(world, plain)
            #expect(try await measures() > 0, "it was measured")
        }
    }

    @Test("Each change of a template is rendered; a mistake in one is told, and the next change is rendered again")
    func watch() async throws {
        try await withWorld { world in
            try await world.build()
            let resources = try templates(in: world, "# People\n")
            let (events, continuation) = AsyncStream.makeStream(of: WatchWorkflow.Event.self)
            let watch = WatchWorkflow(
                resources: resources, interval: .milliseconds(10), render: { try await render(world, resources) },
                onEvent: { continuation.yield($0) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                var iterator = events.makeAsyncIterator()
                for text in ["# Our people\n", "# {{peple}}\n", "# All people\n"] {
                    _ = try templates(in: world, text)
                    switch await iterator.next() {
                    case .rendered?:
                        let page = try String(contentsOf: URL(filePath: "\(world.site)/people/index.md"), encoding: .utf8)
                        #expect(!text.contains("{") && page.contains(text.dropFirst(2)))
                    case .failed(let error)?: #expect(text.contains("{") && "\(error)".contains("peple"))
                    case nil: Issue.record("the watch ended")
                    }
                }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }

    @Test("F3: a site of a store whose updates began in the same second stays, as the stores have different ids")
    func sameSecond() async throws {
        try await withWorld { world in
            try await world.build()
            let before = try world.inodes("public")
            let totals = try world.contents("public/data")["totals.json"]
            let id = try await world.store.withStore(.existing) { try await $0.storeID() }
            #expect(String(decoding: try #require(totals), as: UTF8.self).contains("\"store\": \"\(try #require(id))\""))
            var other = world
            other.store = try StoreAddress("sqlite:\(world.folder)/other.sqlite")
            try await other.sync()
            let runs = try await other.store.withStore(.existing) { try await $0.runs().map(\.id) }
            #expect(try runs == world.publishedRuns)
            let requests = world.server.statistics.requests
            for command in [{ _ = try await other.build() }, { _ = try await other.render() }] as [() async throws -> Void] {
                let error = await #expect(throws: WorkflowError.self) { try await command() }
                #expect(error?.code == .otherArchive && error?.message.contains("the stores have different ids") == true)
            }
            #expect(try world.inodes("public") == before && world.server.statistics.requests == requests)
            for privacy in [PrivacyLevel.pseudonyms, .aggregates] {
                var discreet = world
                discreet.privacy = privacy
                try await discreet.render()
                #expect(
                    try world.contents("public/data")["totals.json"].map { String(decoding: $0, as: UTF8.self) }?
                        .contains("\"store\": \"\(id ?? "none")\"") == true)
            }
        }
    }
}
