import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let campaigns: [Clause] = [
        Clause("campaigns come by sending time, unsent ones last, then by id") { store, factory in
            let run = try await store.begin()
            let records = [
                StoreSamples.record(1, sentOn: 9), StoreSamples.record(2, sentOn: nil),
                StoreSamples.record(3, sentOn: 2),
                StoreSamples.record(4, sentOn: 2), StoreSamples.record(5, sentOn: nil),
            ]
            try await store.saveCampaigns(records, run: run)
            let expected = records.sorted { $0.campaign < $1.campaign }
            #expect(try await store.campaigns() == expected)
            await store.close()
            try await factory.withStore { store async throws in
                #expect(try await store.campaigns() == expected)
            }
        },
        Clause("every part of a campaign is kept, nothing for null") { store, _ in
            let run = try await store.begin()
            var bare = CampaignRecord(
                campaign: Campaign(id: "not-a-uuid", name: nil, status: "paused"), slug: "bare", firstRun: run)
            var rich = StoreSamples.record(1, sentOn: 1)
            rich.campaign.name = "“A”, <b>\n=1+1 \u{1F419} \u{202E}\u{1}'; DROP TABLE campaign; --"
            rich.campaign.subject = ""
            rich.campaign.listIDs = ["b", "a"]
            rich.summary = Summary(
                sent: 1, bouncedHard: 2, bouncedSoft: 3, openedTotal: 4, openedUnique: 5, clickedTotal: 6,
                clickedUnique: 7,
                complained: 8, unsubscribed: 9)
            rich.links = [LinkClicks(url: "https://example.com/?a=b&c=\"d\"", total: 3, unique: 2)]
            try await store.saveCampaigns([bare, rich], run: run)
            #expect(try await store.campaigns() == [rich, bare])
            rich.links = []
            // What the provider leaves out stays unknown; it is no 0.
            rich.summary = Summary(sent: 1, bouncedSoft: nil, openedUnique: nil, clickedTotal: nil, complained: nil)
            bare.summary = .unknown
            try await store.saveCampaigns([rich, bare], run: run)
            #expect(try await store.campaigns() == [rich, bare])
        },
        Clause("what a later run changes about a campaign is journalled once, as it was before that run") { store, _ in
            let first = try await store.begin(day: 0)
            let original = StoreSamples.record(1, sentOn: 1)
            try await store.saveCampaigns([original], run: first)
            var changed = original
            changed.summary = Summary(sent: 3)
            try await store.saveCampaigns([changed], run: first)
            #expect(try await store.journal(ofRun: first).collected().isEmpty)

            let second = try await store.begin(day: 1)
            try await store.saveCampaigns([changed], run: second)
            #expect(try await store.journal(ofRun: second).collected().isEmpty)
            for name in ["Renamed", "Renamed again"] {
                var renamed = changed
                renamed.campaign.name = name
                try await store.saveCampaigns([renamed], run: second)
            }
            let journal = try await store.journal(ofRun: second).collected()
            #expect(journal.map(\.change) == [.campaign(original.id, old: changed)])
            #expect(try await store.campaigns().map(\.campaign.name) == ["Renamed again"])
        },
        Clause("lists are replaced by id and come in order of their ids") { store, _ in
            try await store.saveLists([
                ContactList(id: "b", name: "Second", fieldTags: ["kWh", "FirstName"]),
                ContactList(id: "a", name: "First"),
            ])
            try await store.saveLists([ContactList(id: "a", name: "First, “renamed”", fieldTags: ["a.b", "$x", ""])])
            #expect(
                try await store.lists() == [
                    ContactList(id: "a", name: "First, “renamed”", fieldTags: ["a.b", "$x", ""]),
                    ContactList(id: "b", name: "Second", fieldTags: ["kWh", "FirstName"]),
                ])
        },
    ]
}
