import Engagement
import Foundation
import Simulator
import Testing

@Suite struct ServerTests {
    @Test func aTakenPortIsASentence() async throws {
        try await SimulatedServer.run(account: Account(size: .small)) { server in
            let second = SimulatedServer(account: Account(size: .small), port: server.port)
            let error = await #expect(throws: SimulatorError.self) { try await second.start() }
            #expect(error?.message.contains("port \(server.port)") == true)
            #expect(second.port == 0)
        }
    }

    @Test func stoppingFreesThePort() async throws {
        let server = SimulatedServer(account: Account(size: .small))
        try await server.start()
        let port = server.port
        #expect(try await RawClient(server).v2("/lists").status == 200)
        await server.stop()
        let again = SimulatedServer(account: Account(size: .small), port: port)
        try await again.start()
        #expect(try await RawClient(again).v2("/lists").status == 200)
        await again.stop()
    }

    @Test func manyAtOnceAreAnsweredAlike() async throws {
        var options = SimulatorOptions()
        options.latency = .milliseconds(30)
        try await SimulatedServer.run(account: Account(size: .small), options: options) { server in
            let client = RawClient(server)
            let id = try #require(server.account.sentCampaigns.first?.id)
            let texts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<24 { group.addTask { try await client.v2("/campaigns/\(id)/reports", "status=sent").text } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(texts.count == 1)
            #expect(server.statistics.requests == 24)
            #expect(server.statistics.statuses == [200: 24])
            #expect(server.statistics.peakConcurrency > 1)
        }
    }

    @Test func recordsTargetsWithoutTheKey() async throws {
        var options = SimulatorOptions()
        options.recordsTargets = true
        try await SimulatedServer.run(account: Account(size: .small), options: options) { server in
            let client = RawClient(server)
            _ = try await client.v1("/campaigns", "limit=5")
            _ = try await client.v2("/lists")
            #expect(server.targets == ["/api/1.6/campaigns?limit=5", "/lists"])
            server.resetStatistics()
            #expect(server.targets.isEmpty)
        }
    }

    @Test func timeMovesOnUnderARunningServer() async throws {
        try await SimulatedServer.run(account: Account(size: .small)) { server in
            let client = RawClient(server)
            let before = try await client.walkV2("/campaigns").count { $0["status"] as? String == "sent" }
            server.advance(days: 1)
            let after = try await client.walkV2("/campaigns").count { $0["status"] as? String == "sent" }
            #expect(after == before + 1)
        }
    }

    @Test func aShellCanSteer() async throws {
        try await SimulatedServer.run(account: Account(size: .small)) { server in
            let client = RawClient(server)
            let truth = try await client.send("/_simulator/truth", bearer: nil).object
            #expect(truth["participants"] as? Int == 3_000)
            #expect(try await client.send("/_simulator/advance?days=2", method: "POST").object["day"] as? Int == 2)
            #expect(server.account.day == 2)
            #expect(try await client.send("/_simulator/quirk?name=free-plan", method: "POST").status == 200)
            #expect(server.options.isFreePlan)
            #expect(try await client.send("/_simulator/calm", method: "POST").status == 200)
            #expect(!server.options.isFreePlan)
            let refused = try await client.send("/_simulator/quirk?name=nonsense", method: "POST")
            #expect(refused.status == 400)
            #expect(refused.text.contains("loop-at-end"))
            #expect(try await client.send("/_simulator/advance", method: "GET").status == 404)
            #expect(server.statistics.requests == 0, "a control path is no request")
        }
    }
}
