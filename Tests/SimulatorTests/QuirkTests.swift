import Engagement
import Foundation
import Simulator
import Testing

/// Each quirk does what its explanation says, on both versions if it concerns both.
@Suite struct QuirkTests {
    private func withQuirk(_ quirk: Quirk?, day: Int = 0, _ body: (RawClient) async throws -> Void) async throws {
        let account = Account(size: .small, day: day)
        var options = SimulatorOptions()
        options.pageSize = 20
        quirk?.apply(to: &options, of: account)
        try await SimulatedServer.run(account: account, options: options) { try await body(RawClient($0)) }
    }

    private func newest(_ client: RawClient) throws -> String {
        try #require(client.server.account.sentCampaigns.first?.id)
    }

    @Test(arguments: Version.allCases)
    func rowsPerEvent(version: Version) async throws {
        try await withQuirk(.rowsPerEvent) { client in
            for campaign in client.server.account.sentCampaigns {
                let summary = try #require(client.server.account.summary(of: campaign.id))
                let opened = try await client.contacts(in: "opened", of: campaign.id, version: version)
                #expect(opened.count == summary.openedTotal)
                #expect(Set(opened).count == summary.openedUnique)
                #expect(
                    try await client.contacts(in: "clicked", of: campaign.id, version: version).count
                        == summary.clickedTotal)
            }
        }
    }

    @Test(arguments: Version.allCases)
    func reportOrder(version: Version) async throws {
        var orders: [[String]] = []
        for quirk in [nil, Quirk.newestFirst] {
            try await withQuirk(quirk) { client in
                let id = try newest(client)
                let rows = try await client.report("sent", of: id, version: version)
                orders.append(rows.compactMap { $0["occurred_at"] as? String })
            }
        }
        #expect(orders[0] == orders[0].sorted())
        #expect(orders[1] == orders[0].reversed())
        #expect(orders[0].count > 100)
    }

    @Test(arguments: Version.allCases)
    func freePlan(version: Version) async throws {
        try await withQuirk(.freePlan) { client in
            let campaigns = client.server.account.sentCampaigns
            let fresh = try await client.report("opened", of: campaigns[0].id, version: version)
            let old = try await client.report("opened", of: campaigns[11].id, version: version)
            #expect(fresh.allSatisfy { $0["occurred_at"] is String } && !fresh.isEmpty)
            #expect(old.allSatisfy { $0["occurred_at"] == nil } && !old.isEmpty)
        }
    }

    @Test func lastPages() async throws {
        let expected: [Quirk: (v1: String, v1List: String, v2: String)] = [
            .nextNull: (#""paging":{"next":null}}"#, #""next":null}}"#, #""paging":{"next":null}}"#),
            .nextEmpty: (#""paging":{"next":""}}"#, #""next":""}}"#, #""paging":{"next":{}}}"#),
            .nextArray: (#""paging":[]}"#, #""paging":[]}"#, #""paging":[]}"#),
        ]
        for (quirk, endings) in expected {
            try await withQuirk(quirk) { client in
                let id = try newest(client)
                #expect(try await client.v1("/campaigns/\(id)/reports/complained").text.hasSuffix(endings.v1))
                #expect(try await client.v1("/lists").text.hasSuffix(endings.v1List))
                #expect(try await client.v2("/campaigns/\(id)/reports", "status=complained").text.hasSuffix(endings.v2))
                #expect(try await client.v2("/lists").text.hasSuffix(endings.v2))
            }
        }
    }

    @Test(arguments: Version.allCases)
    func contradictions(version: Version) async throws {
        try await withQuirk(.inflatedOpens) { client in
            let id = try newest(client)
            let claim = try #require(try await opened(client, id, version))
            #expect(claim == (client.server.account.summary(of: id)?.openedUnique ?? 0) + 3)
            #expect(try await client.contacts(in: "opened", of: id, version: version).count == claim - 3)
            client.server.update { $0.emptied[id] = [.opened] }
            #expect(try await client.contacts(in: "opened", of: id, version: version).isEmpty)
            #expect(try await opened(client, id, version) == claim)
        }
        try await withQuirk(.drift) { client in
            let account = client.server.account
            let ids = account.sentCampaigns.map(\.id)
            let (fresh, old) = (try await opened(client, ids[0], version), try await opened(client, ids[5], version))
            #expect(fresh == account.summary(of: ids[0]).flatMap(\.openedUnique).map { $0 + 2 })
            #expect(old == account.summary(of: ids[5])?.openedUnique)
        }
    }

    private func opened(_ client: RawClient, _ id: String, _ version: Version) async throws -> Int? {
        let path = "/campaigns/\(id)/reports/summary"
        let summary = try await version == .v1 ? client.v1(path).object : client.v2(path).object
        return (summary["opened"] as? [String: Int])?["unique"]
    }

    @Test(arguments: Version.allCases)
    func forgetting(version: Version) async throws {
        try await withQuirk(nil) { client in
            let id = try newest(client)
            let before = try await client.contacts(in: "sent", of: id, version: version)
            let claim = try await opened(client, id, version)
            client.server.update { $0.forgetting = .rows }
            let after = try await client.contacts(in: "sent", of: id, version: version)
            #expect((before.count / 2..<before.count * 5 / 6).contains(after.count), "a third is gone")
            #expect(Set(after).isSubset(of: before))
            #expect(try await opened(client, id, version) == claim)
            client.server.update { $0.forgetting = .rowsAndSummaries }
            let left = try await client.contacts(in: "opened", of: id, version: version).count
            #expect(try await opened(client, id, version) == left)
            client.server.update { $0.forgetting = .nothing }
            #expect(try await client.contacts(in: "sent", of: id, version: version) == before)
        }
    }

    @Test(arguments: Version.allCases)
    func repeatedRows(version: Version) async throws {
        try await withQuirk(.repeatedRows) { client in
            let id = try newest(client)
            let rows = try await client.contacts(in: "sent", of: id, version: version)
            let sent = client.server.account.counts(of: id)?.sent ?? 0
            #expect(Set(rows).count == sent)
            #expect(rows.count == sent + 7 * ((sent + 19) / 20 - 1))
        }
    }

    @Test(arguments: Version.allCases)
    func loops(version: Version) async throws {
        try await withQuirk(.loopAtEnd) { client in
            let id = try newest(client)
            let sent = client.server.account.counts(of: id)?.sent ?? 0
            let rows = try await client.contacts(in: "sent", of: id, version: version, pages: 50)
            #expect(rows.count > 2 * sent, "the first page comes after the last")
            #expect(Set(rows).count == sent)
        }
        try await withQuirk(.loopMidway) { client in
            let id = try newest(client)
            let rows = try await client.contacts(in: "sent", of: id, version: version, pages: 30)
            #expect(Set(rows).count == 40, "never beyond the second page")
        }
    }

    @Test func listingsLoopToo() async throws {
        try await withQuirk(.loopAtEnd) { client in
            let account = client.server.account
            let v2 = try await client.walkV2("/campaigns", pages: 6)
            let v1 = try await client.walkV1("/campaigns", pages: 6)
            let lists = try await client.walkV2("/lists", pages: 4)
            #expect(v2.count > account.campaigns.count)
            #expect(v1.count > account.campaigns.count)
            #expect(lists.count == 4 * account.lists.count)
        }
    }

    @Test(arguments: Version.allCases)
    func extraEmptyPage(version: Version) async throws {
        var counts: [Int] = []
        for quirk in [nil, Quirk.extraPage] {
            try await withQuirk(quirk) { client in
                let id = try newest(client)
                let rows = try await client.contacts(in: "sent", of: id, version: version)
                #expect(rows.count == client.server.account.counts(of: id)?.sent)
                counts.append(client.server.statistics.requests)
            }
        }
        #expect(counts[1] == counts[0] + 1)
    }

    @Test(arguments: Version.allCases)
    func campaignsUnderWay(version: Version) async throws {
        try await withQuirk(nil, day: 3) { client in
            let id = try #require(client.server.account.campaigns.first { $0.status == .sending }?.id)
            let path = "/campaigns/\(id)/reports/summary"
            #expect(try await version == .v1 ? client.v1(path).status == 403 : client.v2(path).status == 403)
            client.server.update { $0.reportsWhileSending = true }
            #expect(try await opened(client, id, version) == 0)
            client.server.advance()
            #expect(try await client.contacts(in: "sent", of: id, version: version).isEmpty == false)
        }
    }

    @Test(arguments: Version.allCases)
    func untrackedOpens(version: Version) async throws {
        try await withQuirk(.untrackedOpens) { client in
            let path = try "/campaigns/\(newest(client))/reports"
            let response = try await version == .v1 ? client.v1(path + "/opened") : client.v2(path, "status=opened")
            #expect(response.status == 403)
            if version == .v1 { #expect(response.text.contains("CAMPAIGN_FEATURE_DISABLED")) }
        }
    }

    @Test func spellings() async throws {
        try await withQuirk(.countsArray) { client in
            #expect((try await client.walkV2("/lists").first?["counts"] as? [[String: Int]])?.count == 1)
            client.server.update { options in
                options.showsDeletedAlways = true
                options.omitsDeletedAddress = true
                options.contactStatus = .actual
                options.notSentStatus = 400
            }
            let account = client.server.account
            var (omitted, unsubscribed) = (0, 0)
            for campaign in account.sentCampaigns {
                let v1 = try await client.report("sent", of: campaign.id, version: .v1).compactMap {
                    $0["contact"] as? RawClient.Row
                }
                #expect(v1.allSatisfy { $0["deleted"] is Bool })
                unsubscribed += v1.count { $0["status"] as? String == "UNSUBSCRIBED" }
                omitted += try await client.report("sent", of: campaign.id, version: .v2).count {
                    $0["contact_email_address"] == nil
                }
            }
            #expect(omitted > 0)
            #expect(unsubscribed > 0)
            let draft = try #require(account.campaigns.first { $0.status == .draft }?.id)
            #expect(try await client.v1("/campaigns/\(draft)/reports/summary").status == 400)
        }
    }

    /// Opens come while the reports are read: a second reading has more rows, and all rows of the first.
    @Test(arguments: Version.allCases)
    func moving(version: Version) async throws {
        try await withQuirk(nil, day: 1) { client in
            let id = try newest(client)
            let before = try await client.contacts(in: "opened", of: id, version: version)
            client.server.update { $0.secondsPerRequest = 1_800 }
            for _ in 0..<16 { _ = try await client.v2("/lists") }
            let after = try await client.contacts(in: "opened", of: id, version: version)
            #expect(Set(before).isSubset(of: after) && after.count > before.count)
        }
    }

    /// Every quirk changes the options and has an explanation.
    @Test(arguments: Quirk.allCases)
    func isNamedAndExplained(quirk: Quirk) {
        let account = Account(size: .small)
        var options = SimulatorOptions()
        quirk.apply(to: &options, of: account)
        #expect("\(options)" != "\(SimulatorOptions())")
        #expect(quirk.explanation.count > 20)
        #expect(quirk.rawValue == quirk.rawValue.lowercased())
    }
}
