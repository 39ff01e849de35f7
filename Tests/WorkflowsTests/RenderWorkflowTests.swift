import Engagement
import EngagementStore
import Foundation
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
}
