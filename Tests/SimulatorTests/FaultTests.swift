import Engagement
import Foundation
import Simulator
import Testing

/// Failures of single requests, over real connections.
@Suite struct FaultTests {
    private func withFaults(
        _ kinds: [Faults.Kind], share: Double = 1, hang: Duration = .seconds(60), _ body: (RawClient) async throws -> Void
    ) async throws {
        var options = SimulatorOptions()
        options.faults = Faults(share: share, kinds: kinds, hang: hang)
        try await SimulatedServer.run(account: Account(size: .small), options: options) { server in
            try await body(RawClient(server, timeout: 3))
        }
    }

    @Test(arguments: Version.allCases)
    func serverErrorsSpeakTheVersion(version: Version) async throws {
        try await withFaults([.serverError]) { client in
            let response = try await version == .v1 ? client.v1("/campaigns") : client.v2("/campaigns")
            #expect(response.status == 500)
            #expect(response.text.contains(version == .v1 ? "\"UNKNOWN\"" : "#internal-error"))
        }
    }

    @Test func theEdgeSpeaksHTML() async throws {
        try await withFaults([.unavailable]) { client in
            let response = try await client.v2("/campaigns")
            #expect(response.status == 503)
            #expect(response.text.hasPrefix("<!DOCTYPE html>"))
            #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
        }
        try await withFaults([.webPage]) { client in
            let response = try await client.v2("/campaigns")
            #expect(response.status == 200)
            #expect(response.text.hasPrefix("<!DOCTYPE html>"))
        }
    }

    @Test(arguments: [Faults.Kind.dropped, .truncated])
    func connectionsBreak(kind: Faults.Kind) async throws {
        try await withFaults([kind]) { client in
            for _ in 0..<3 {
                await #expect(throws: URLError.self) { _ = try await client.v2("/campaigns") }
            }
            let fourth = try await client.v2("/campaigns")
            #expect(fourth.status == 200, "three times a target, and no more")
            #expect(client.server.statistics.faults == 3)
        }
    }

    @Test func jsonStopsInTheMiddle() async throws {
        try await withFaults([.cutJSON]) { client in
            let response = try await client.v2("/campaigns")
            #expect(response.status == 200)
            #expect(throws: (any Error).self) { _ = try response.object }
        }
    }

    @Test func hangingRequestsEndWithTheServer() async throws {
        let started = ContinuousClock.now
        try await withFaults([.hang], hang: .seconds(600)) { client in
            await #expect(throws: URLError.self) { _ = try await client.v2("/campaigns") }
        }
        #expect(ContinuousClock.now - started < .seconds(300), "stopping doesn't wait for it")
    }

    @Test func tooManyRequestsSaysWhenToComeBack() async throws {
        try await withFaults([.tooManyRequests]) { client in
            let response = try await client.v2("/campaigns")
            #expect(response.status == 429)
            #expect(response.headers["x-ratelimit-retry-after"] == "1")
        }
    }

    /// The same requests fail in the same way in any order, and each succeeds in the end.
    @Test func aRetryingClientSeesTheWholeTruth() async throws {
        var orders: [[String: Int]] = []
        for isReversed in [false, true] {
            try await withFaults([.serverError, .unavailable, .dropped, .truncated, .cutJSON, .webPage], share: 0.4) {
                client in
                let account = client.server.account
                var failures: [String: Int] = [:]
                let campaigns = isReversed ? account.sentCampaigns.reversed() : account.sentCampaigns
                for campaign in campaigns {
                    let path = "/campaigns/\(campaign.id)/reports"
                    var rows: [RawClient.Row]?
                    for _ in 0..<8 where rows == nil {
                        do {
                            let response = try await client.v2(path, "status=opened")
                            if response.status == 200 { rows = try response.object["data"] as? [RawClient.Row] }
                        } catch {}
                        if rows == nil { failures[campaign.id, default: 0] += 1 }
                    }
                    #expect(rows?.count == account.counts(of: campaign.id)?.openedReported)
                }
                orders.append(failures)
            }
        }
        #expect(orders[0] == orders[1])
        #expect(!orders[0].isEmpty && orders[0].values.allSatisfy { $0 <= 3 })
    }
}
