import Engagement
import Foundation
import Simulator
import Testing

/// v1.6 as its documentation and its users describe it.
@Suite struct V1Tests {
    private func withClient(_ body: (RawClient) async throws -> Void) async throws {
        try await SimulatedServer.run(account: Account(size: .small)) { try await body(RawClient($0)) }
    }

    private func code(_ response: RawClient.Response) throws -> String? {
        try (response.object["error"] as? RawClient.Row)?["code"] as? String
    }

    @Test func aCampaignHasTheDocumentedShape() async throws {
        try await withClient { client in
            let expected = client.server.account.campaigns
            let rows = try await client.walkV1("/campaigns", "limit=5")
            #expect(rows.map { $0["id"] as? String } == expected.map(\.id))
            for (row, campaign) in zip(rows, expected) {
                #expect(row["name"] as? String == campaign.name)
                #expect(row["subject"] as? String == campaign.subject)
                #expect(row["status"] as? String == campaign.status.rawValue.uppercased())
                #expect(row["to"] as? [String] == campaign.listIDs)
                #expect((row["from"] as? RawClient.Row)?["email_address"] as? String == campaign.fromAddress)
                #expect((row["content"] as? RawClient.Row)?["plain_text"] as? String == "")
                #expect((row["sent_at"] as? String).flatMap { Timestamp($0) } == campaign.sentAt)
                #expect((row["created_at"] as? String)?.hasSuffix("+00:00") == true)
            }
            let one = try await client.v1("/campaigns/\(expected[1].id)").object
            #expect(one["id"] as? String == expected[1].id, "bare, without an envelope")
        }
    }

    @Test func listingsArePagedByNumber() async throws {
        try await withClient { client in
            let first = try await client.v1("/campaigns", "limit=10").object
            let paging = try #require(first["paging"] as? RawClient.Row)
            #expect(paging["previous"] is NSNull)
            let next = try #require(paging["next"] as? String)
            #expect(
                next == "/api/1.6/campaigns?api_key=\(SimulatorOptions.v16Key)&limit=10&page=2", "relative, with the key"
            )
            let second = try #require(try await client.send(next, bearer: nil).object["paging"] as? RawClient.Row)
            #expect(second["next"] is NSNull)
            #expect((second["previous"] as? String)?.hasSuffix("page=1") == true)
            let beyond = try await client.v1("/campaigns", "limit=10&page=9").object
            #expect((beyond["data"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func reportsFollowACursorAndIgnorePageNumbers() async throws {
        try await withClient { client in
            let id = try #require(client.server.account.sentCampaigns.first?.id)
            let first = try await client.v1("/campaigns/\(id)/reports/sent", "limit=10")
            let next = try #require((try first.object["paging"] as? RawClient.Row)?["next"] as? String)
            #expect(next.contains("&last=") && next.contains("%3D"), "the cursor is percent-encoded")
            #expect(try await client.v1("/campaigns/\(id)/reports/sent", "limit=10&page=2").text == first.text)
            #expect(try await client.v1("/campaigns/\(id)/reports/sent", "limit=10&page=77").text == first.text)
            let twice = next.replacingOccurrences(of: "%", with: "%25")
            #expect(try await client.send(twice, bearer: nil).status == 400, "a cursor encoded twice is none")
            let last = try await client.v1("/campaigns/\(id)/reports/clicked").object
            #expect((last["paging"] as? [Any])?.isEmpty == true, "an empty array at the end")
        }
    }

    @Test func reportsListExactlyTheTruth() async throws {
        try await withClient { client in
            let account = client.server.account
            for campaign in account.sentCampaigns.prefix(4) {
                for kind in ReportKind.allCases {
                    let rows = try await client.walkV1("/campaigns/\(campaign.id)/reports/\(kind.rawValue)", "limit=37")
                    let truth = account.contacts(in: kind, of: campaign.id)
                    #expect(rows.count == truth.count)
                    for row in rows {
                        let contact = try #require(row["contact"] as? RawClient.Row)
                        let id = try #require(contact["id"] as? String)
                        #expect((row["occurred_at"] as? String).flatMap { Timestamp($0) } == truth[id])
                        if kind == .bounced { #expect(["HARD", "SOFT"].contains(row["type"] as? String)) }
                    }
                }
                let opened = try #require(account.counts(of: campaign.id)?.openedReported)
                let others = try await client.walkV1("/campaigns/\(campaign.id)/reports/not-opened")
                #expect(others.count == (account.counts(of: campaign.id)?.sent ?? 0) - opened)
                #expect(others.allSatisfy { $0["occurred_at"] == nil })
            }
        }
    }

    @Test func rowsCarryFieldsAndDeletedContactsOnlyAnId() async throws {
        try await withClient { client in
            let account = client.server.account
            var deleted = 0
            for campaign in account.sentCampaigns {
                let tags = account.lists.first { $0.id == campaign.listIDs.first }?.fieldTags.dropFirst()
                for row in try await client.walkV1("/campaigns/\(campaign.id)/reports/sent") {
                    let contact = try #require(row["contact"] as? RawClient.Row)
                    if contact["deleted"] as? Bool == true {
                        deleted += 1
                        #expect(contact.filter { !($0.value is NSNull) }.keys.sorted() == ["deleted", "id"])
                    } else {
                        #expect(contact["deleted"] == nil)
                        #expect(contact["status"] as? String == "SUBSCRIBED", "whatever the contact's status is")
                        let fields = try #require(contact["fields"] as? [String: String], "every value is a string")
                        #expect(fields.keys.sorted() == tags?.sorted())
                    }
                }
            }
            #expect(deleted > 0)
        }
    }

    @Test func summariesAndLinksAgreeWithTheTruth() async throws {
        try await withClient { client in
            let account = client.server.account
            for campaign in account.sentCampaigns {
                let summary = try await client.v1("/campaigns/\(campaign.id)/reports/summary").object
                let truth = try #require(account.summary(of: campaign.id))
                #expect(summary["id"] as? String == campaign.id)
                #expect(summary["sent"] as? Int == truth.sent)
                #expect(summary["bounced"] as? [String: Int?] == ["soft": truth.bouncedSoft, "hard": truth.bouncedHard])
                #expect(
                    summary["opened"] as? [String: Int?] == ["total": truth.openedTotal, "unique": truth.openedUnique])
                #expect(
                    summary["clicked"] as? [String: Int?] == ["total": truth.clickedTotal, "unique": truth.clickedUnique])
                #expect(try #require(truth.openedTotal) >= #require(truth.openedUnique))
                let links = try await client.v1("/campaigns/\(campaign.id)/reports/links").object
                let rows = try #require(links["data"] as? [RawClient.Row])
                #expect(rows.reduce(0) { $0 + ($1["clicked_total"] as? Int ?? 0) } == truth.clickedTotal)
                #expect((links["paging"] as? [Any])?.isEmpty == true)
            }
        }
    }

    @Test func listsAndTheirContacts() async throws {
        try await withClient { client in
            let lists = try await client.walkV1("/lists")
            #expect(lists.count == client.server.account.lists.count)
            for row in lists {
                let id = try #require(row["id"] as? String)
                let counts = try #require(row["counts"] as? [String: Int])
                let subscribed = try await client.walkV1("/lists/\(id)/contacts/subscribed")
                #expect(subscribed.count == counts["subscribed"])
                #expect(
                    subscribed.allSatisfy { $0["status"] as? String == "SUBSCRIBED" && $0["email_address"] is String })
                #expect(try await client.walkV1("/lists/\(id)/contacts/unsubscribed").count == counts["unsubscribed"])
                #expect(try await client.walkV1("/lists/\(id)/contacts").count == counts.values.reduce(0, +))
                let tagged = try await client.walkV1("/lists/\(id)/tags/homeowner/contacts")
                #expect(tagged.allSatisfy { ($0["tags"] as? [String])?.contains("homeowner") == true } && !tagged.isEmpty)
                #expect(try await client.v1("/lists/\(id)").object["name"] as? String == row["name"] as? String)
            }
        }
    }

    @Test func errorsAreTheDocumentedOnes() async throws {
        try await withClient { client in
            let draft = try #require(client.server.account.campaigns.first { $0.status == .draft }?.id)
            let sent = try #require(client.server.account.sentCampaigns.first?.id)
            let unknown = "00000000-0000-0000-0000-000000000000"
            func expect(_ response: RawClient.Response, _ status: Int, _ name: String) throws {
                #expect(response.status == status)
                #expect(try code(response) == name)
            }
            try expect(await client.send("/api/1.6/campaigns?api_key=wrong", bearer: nil), 403, "API_KEY_INVALID")
            try expect(await client.send("/api/1.6/campaigns", bearer: nil), 403, "API_KEY_INVALID")
            try expect(await client.v1("/campaigns/\(unknown)"), 404, "CAMPAIGN_NOT_FOUND")
            try expect(await client.v1("/lists/\(unknown)"), 404, "LIST_NOT_FOUND")
            try expect(await client.v1("/nothing"), 404, "NOT_FOUND")
            try expect(await client.v1("/campaigns/\(sent)/reports/everything"), 404, "NOT_FOUND")
            try expect(await client.v1("/campaigns/\(draft)/reports/summary"), 403, "CAMPAIGN_NOT_SENT")
            try expect(await client.v1("/campaigns/\(draft)/reports/opened"), 403, "CAMPAIGN_NOT_SENT")
            try expect(await client.v1("/campaigns", "limit=none"), 400, "INVALID_PARAMETERS")
            try expect(
                await client.send("/api/1.6/campaigns?api_key=\(SimulatorOptions.v16Key)", method: "POST", bearer: nil),
                405, "UNKNOWN")
            let clamped = try await client.v1("/campaigns/\(sent)/reports/sent", "limit=5000").object
            #expect((clamped["data"] as? [Any])?.count == 100, "cut down to a hundred")
        }
    }
}
