import EmailOctopus
import Engagement
import Foundation
import Notify
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Workflows

/// What a build does about channels that are slow, and about an account that can't be measured.
@Suite("Telling of a build", .serialized)
struct NotifyWorkflowTests {
    /// What was said to have gone wrong.
    private final class Complaints: Sendable {
        private let sentences = Mutex<[String]>([])
        var all: [String] { sentences.withLock { $0 } }

        func note(_ event: NotifyWorkflow.Event) {
            if case .failed(let sentence) = event { sentences.withLock { $0.append(sentence) } }
        }
    }

    private func notifications(
        _ world: World, _ server: RawServer, patience: Duration, _ complaints: Complaints
    ) throws -> NotifyWorkflow {
        var options = NotifyOptions(
            channels: [
                Channel(.webhook(.init(url: server.url + "/hook", format: .json))),
                Channel(.ping(.init(url: server.url + "/ping"))),
            ], metricsFile: "\(world.folder)/octo.prom", title: "T", siteAddress: nil, output: world.site,
            secretFile: world.secretFile)
        options.patience = patience
        return NotifyWorkflow(
            options, resources: try Resources.find(), userAgent: "octo-site-tests", now: world.now, onEvent: complaints.note)
    }

    private static func paths(_ server: RawServer) -> [Substring] {
        server.heads.compactMap { $0.split(separator: " ").dropFirst().first }
    }

    @Test("All channels together hold a build no longer than its patience; what was not told is told in the next run")
    func patience() async throws {
        try await withWorld { world in
            let isSlow = Mutex(true)
            let server = try RawServer { _ in
                isSlow.withLock { $0 } ? [.hang] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
            }
            let complaints = Complaints()
            try await world.build(telling: try notifications(world, server, patience: .milliseconds(300), complaints))
            #expect(complaints.all.count == 3 && complaints.all.count { $0.hasPrefix("The webhook at 127.0.0.1") } == 1)
            #expect(complaints.all.contains { $0.contains("webhook") && $0.hasSuffix("It will be tried again in the next run.") })
            #expect(
                complaints.all.last
                    == "The ping of 127.0.0.1:\(server.port) was not told of this update: the 1 s that a build waits are over.")
            #expect(Self.paths(server).contains("/ping/start") && !Self.paths(server).contains("/ping"))

            isSlow.withLock { $0 = false }
            let later = Complaints()
            try await world.build(telling: try notifications(world, server, patience: .seconds(60), later))
            #expect(later.all == [])
            #expect(Self.paths(server).suffix(3) == ["/ping/start", "/hook", "/ping"])
        }
    }

    @Test("An account that can't be measured is said, and fails nothing: pings and the metrics' file are as of any run")
    func unmeasured() async throws {
        struct Unreadable: Error, CustomStringConvertible { let description = "the store's page 7 is damaged." }
        try await withWorld { world in
            let server = try RawServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }
            let complaints = Complaints()
            let outcome = try await world.build()
            let workflow = try notifications(world, server, patience: .seconds(60), complaints)
            try await world.store.withStore(.existing) { store in
                try await Lease.holding(store, .none) {
                    try await workflow.tell(outcome, in: store) { throw Unreadable() }
                    await #expect(throws: CancellationError.self) {
                        try await workflow.tell(outcome, in: store) { throw CancellationError() }
                    }
                }
            }
            #expect(
                complaints.all == [
                    "Nobody was told of this update, as it could not be measured: the store's page 7 is damaged."
                ])
            #expect(Self.paths(server) == ["/ping"])
            let gauges = try String(contentsOfFile: "\(world.folder)/octo.prom", encoding: .utf8)
            #expect(gauges.contains("\nocto_site_exit_code 0\n") && gauges.contains("octo_site_requests_total"))

            let later = Complaints()
            try await world.build(telling: try notifications(world, server, patience: .seconds(60), later))
            #expect(later.all == [] && Self.paths(server).contains("/hook"))
        }
    }
}
