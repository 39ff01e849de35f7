import Engagement
import Foundation
import Simulator
import Testing

/// v2 as its documentation and its users describe it.
@Suite struct V2Tests {
    private func withClient(_ body: (RawClient) async throws -> Void) async throws {
        try await SimulatedServer.run(account: Account(size: .small)) { try await body(RawClient($0)) }
    }

    @Test func aCampaignHasTheDocumentedShape() async throws {
        try await withClient { client in
            let expected = client.server.account.campaigns
            let rows = try await client.walkV2("/campaigns", "limit=3")
            #expect(rows.map { $0["id"] as? String } == expected.map(\.id))
            for (row, campaign) in zip(rows, expected) {
                #expect(row["name"] as? String == campaign.name)
                #expect(row["status"] as? String == campaign.status.rawValue)
                #expect(row["to"] as? [String] == campaign.listIDs)
                #expect((row["content"] as? RawClient.Row)?["plain_text"] == nil)
                #expect((row["sent_at"] as? String).flatMap { Timestamp($0) } == campaign.sentAt)
            }
            let one = try await client.v2("/campaigns/\(expected[1].id)").object
            #expect(one["id"] as? String == expected[1].id)
        }
    }

    @Test func reportsListExactlyTheTruth() async throws {
        try await withClient { client in
            let account = client.server.account
            var missing = 0
            for campaign in account.sentCampaigns {
                for kind in ReportKind.allCases {
                    let rows = try await client.walkV2(
                        "/campaigns/\(campaign.id)/reports", "status=\(kind.rawValue)&limit=61")
                    let truth = account.contacts(in: kind, of: campaign.id)
                    #expect(rows.count == truth.count)
                    for row in rows {
                        #expect(row.keys.sorted() == ["contact_email_address", "contact_id", "occurred_at"])
                        let id = try #require(row["contact_id"] as? String)
                        #expect((row["occurred_at"] as? String).flatMap { Timestamp($0) } == truth[id])
                        if row["contact_email_address"] is NSNull { missing += 1 }
                    }
                }
            }
            #expect(missing > 0, "deleted contacts have no address")
        }
    }

    @Test func theEnvelopeNamesTheStatusAndEndsWithoutNext() async throws {
        try await withClient { client in
            let id = try #require(client.server.account.sentCampaigns.first?.id)
            let page = try await client.v2("/campaigns/\(id)/reports", "status=sent&limit=10").object
            #expect(page["status"] as? String == "sent")
            let next = try #require((page["paging"] as? RawClient.Row)?["next"] as? RawClient.Row)
            let cursor = try #require(next["starting_after"] as? String)
            #expect((next["url"] as? String)?.hasSuffix("/reports?status=sent&limit=10&starting_after=\(cursor)") == true)
            let last = try await client.v2("/campaigns/\(id)/reports", "status=complained").object
            #expect((last["paging"] as? RawClient.Row)?.isEmpty == true)
        }
    }

    @Test func contactsAreTypedAndFilteredByStatusAndTime() async throws {
        try await withClient { client in
            client.server.advance(days: 2)
            let account = client.server.account
            var unsubscribed = 0
            for list in account.lists {
                let path = "/lists/\(list.id)/contacts"
                let all = try await client.walkV2(path)
                #expect(
                    try await client.walkV2(path, "status=subscribed").count == all.count, "subscribed is the default")
                #expect(all.allSatisfy { $0["status"] as? String == "subscribed" })
                #expect(Set(all.compactMap { $0["id"] as? String }).count == all.count)
                for row in all {
                    let fields = try #require(row["fields"] as? RawClient.Row)
                    #expect(fields.keys.sorted() == list.fieldTags.dropFirst().sorted())
                    if let energy = fields["kWh"], !(energy is NSNull) { #expect(energy is Int) }
                    if let interests = fields["Interests"], !(interests is NSNull) { #expect(interests is [String]) }
                }
                unsubscribed += try await client.walkV2(path, "status=unsubscribed").count
                #expect(try await client.walkV2(path, "status=pending").isEmpty == false)
                let since = Timestamp(seconds: account.now.seconds - 2 * 86_400).iso8601
                let changed = try await client.walkV2(path, "last_updated_at.gte=\(since)")
                #expect(!changed.isEmpty && changed.count < all.count / 4)
                let earlier = try await client.walkV2(path, "last_updated_at.lte=\(since)")
                #expect(earlier.count + changed.count == all.count)
                let joined = try await client.walkV2(path, "created_at.gte=\(since)")
                // Nobody joins the last list any more.
                #expect(joined.isEmpty == (list.id == account.lists.last?.id) && joined.count < changed.count)
            }
            let gone = account.truth.totals.counts
            #expect(unsubscribed >= gone.unsubscribed + gone.complained)
        }
    }

    @Test func errorsAreTheDocumentedOnes() async throws {
        try await withClient { client in
            let draft = try #require(client.server.account.campaigns.first { $0.status == .draft }?.id)
            let sent = try #require(client.server.account.sentCampaigns.first?.id)
            func expect(_ response: RawClient.Response, _ status: Int, _ slug: String) throws {
                let body = try response.object
                #expect(response.status == status)
                #expect(body["status"] as? Int == status)
                #expect((body["type"] as? String)?.hasSuffix(slug) == true)
                #expect(response.headers["content-type"] == "application/json")
            }
            try expect(await client.send("/campaigns", bearer: "wrong"), 401, "#unauthorized")
            try expect(await client.send("/campaigns", bearer: nil), 401, "/errors/401")
            try expect(await client.v2("/campaigns/\(draft)/reports/summary"), 403, "#access-denied")
            try expect(await client.v2("/campaigns/\(draft)/reports", "status=opened"), 403, "#access-denied")
            try expect(await client.v2("/campaigns/\(sent)/reports"), 400, "#bad-request")
            try expect(await client.v2("/campaigns/\(sent)/reports", "status=seen"), 400, "#bad-request")
            try expect(await client.v2("/campaigns", "limit=101"), 400, "#bad-request")
            try expect(await client.v2("/campaigns", "limit=0"), 400, "#bad-request")
            try expect(await client.v2("/campaigns", "starting_after=\(sent)"), 400, "#bad-request")
            try expect(await client.v2("/v2/campaigns"), 404, "#not-found")
            try expect(await client.v2("/campaigns/unknown"), 404, "#not-found")
            try expect(await client.send("/campaigns", method: "DELETE"), 405, "#method-not-allowed")
        }
    }

    @Test func eitherKeyIsGoodForEitherVersion() async throws {
        try await withClient { client in
            let v2 = try await client.send("/campaigns", bearer: SimulatorOptions.v16Key)
            let v1 = try await client.send("/api/1.6/campaigns?api_key=\(SimulatorOptions.v2Key)", bearer: nil)
            #expect(v1.status == 200)
            #expect(v2.status == 200)
        }
    }
}
