import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let streaming: [Clause] = [
        Clause("a query yields exactly the rows it matches, in order, for every filter, run and choice of campaigns") {
            store, _ in
            try await StoreScript(seed: 31, runs: 4, takesBack: false).apply(to: store)
            let all = try await store.participants(ParticipantQuery()).collected()
            let ids: [Set<CampaignID>] = [
                [], [StoreSamples.campaign(3), StoreSamples.campaign(1)], ["no such campaign"],
            ]
            let runs: [RunNumber?] = [nil, 0, 1, 2, 4]
            for filter in ParticipantQuery.Filter.allCases {
                for asOf in runs {
                    for since in runs {
                        for campaigns in ids {
                            let query = ParticipantQuery(
                                filter: filter, campaignIDs: campaigns, asOf: asOf, since: since)
                            let expected = all.filter {
                                (campaigns.isEmpty || campaigns.contains($0.campaignID))
                                    && query.matches($0.participant.firstReported)
                            }
                            let rows = try await store.participants(query).collected()
                            #expect(rows.map(key) == expected.map(key), "\(query)")
                            let reported = expected.map { row in
                                asOf.map { row.participant.firstReported.asOf($0) } ?? row.participant.firstReported
                            }
                            #expect(rows.map(\.participant.firstReported) == reported, "\(query)")
                        }
                    }
                }
            }
        },
        Clause("rows of contacts that are kept may come without a record, all others with it; of the past, all do") { store, _ in
            try await StoreScript(seed: 32, runs: 4, takesBack: false).apply(to: store)
            for asOf in [nil, 2, 4] as [RunNumber?] {
                let query = ParticipantQuery(asOf: asOf)
                let all = try await store.participants(query).collected()
                let kept = KeptContacts()
                for contact in Set(all.map(\.participant.contactID)).sorted().prefix(20) { kept.insert(contact) }
                let rows = try await store.participants(query, keeping: kept).collected()
                #expect(rows.map(key) == all.map(key))
                for (row, whole) in zip(rows, all) {
                    #expect(row.participant == whole.participant && row.vanished == whole.vanished)
                    let isKept = asOf == nil && kept.places(ofOthersIn: [row.participant.contactID]).isEmpty
                    #expect(row.attributes == whole.attributes || (isKept && row.attributes == nil))
                }
                let addresses = try await store.participants(query, keeping: KeptContacts(needsFields: false)).collected()
                #expect(addresses.map(\.participant) == all.map(\.participant))
                #expect(addresses.map(\.attributes?.emailAddress) == all.map(\.attributes?.emailAddress))
            }
        },
        Clause("rows come by campaign, then by the bytes of the contact's id") { store, _ in
            let run = try await store.begin()
            let records = [
                StoreSamples.record(1, sentOn: 5), StoreSamples.record(2, sentOn: 1),
                StoreSamples.record(3, sentOn: nil),
            ]
            try await store.saveCampaigns(records, run: run)
            let ids = ["b", "a", "B", "é", "z", "\u{1F419}", "\u{FF5E}", "10", "9", "a b", ""]
            for number in 1...3 {
                let participants = ids.map { Participant(contactID: $0, firstReported: FirstReported(.sent, run: run)) }
                _ = try await store.merge(StoreSamples.batch(number, run: run, participants))
            }
            let rows = try await store.participants(ParticipantQuery()).collected()
            #expect(rows.map(\.campaignID).removingRepeats == [2, 1, 3].map(StoreSamples.campaign))
            for number in 1...3 {
                let own = rows.filter { $0.campaignID == StoreSamples.campaign(number) }.map(\.participant.contactID)
                #expect(own == ids.sorted(by: utf8Less))
            }
        },
        Clause("streams come in batches of bounded size, whole, and as often as asked for") { store, _ in
            let run = try await store.begin()
            let sizes = [0, 1, 4_321, 3, 2_000]
            try await store.saveCampaigns((0..<5).map { StoreSamples.record($0, sentOn: $0) }, run: run)
            for (campaign, size) in sizes.enumerated() where size > 0 {
                let participants = (0..<size).map { StoreSamples.participant($0, [.sent, .opened], run: run) }
                let contacts = (0..<size).map { StoreSamples.contactRecord($0, run: run) }
                _ = try await store.merge(StoreSamples.batch(campaign, run: run, participants, contacts: contacts))
            }
            let expected = sizes.enumerated().flatMap { campaign, size in
                (0..<size).map(StoreSamples.contact).sorted(by: utf8Less).map {
                    "\(StoreSamples.campaign(campaign)) \($0)"
                }
            }
            let stream = store.participants(ParticipantQuery())
            for _ in 0..<2 {
                var keys: [String] = []
                for try await batch in stream {
                    #expect((1...5_000).contains(batch.count))
                    keys += batch.map(key)
                }
                #expect(keys == expected)
            }
            for try await batch in stream {
                #expect(!batch.isEmpty)
                break
            }
            let people = try await store.people(asOf: nil, excluding: []).collected().map(\.person)
            #expect(people == Set((0..<4_321).map { "person\($0)@example.com" }).sorted(by: utf8Less))
            let reported = try await store.reportedContacts(campaign: StoreSamples.campaign(2), kind: .opened)
                .collected()
            #expect(reported.map(\.id) == (0..<4_321).map(StoreSamples.contact).sorted(by: utf8Less))
        },
        Clause("a stream can be read while a run writes") { store, _ in
            let run = try await store.begin()
            let everybody = (0..<3_000).map { StoreSamples.participant($0, [.sent], run: run) }
            _ = try await store.merge(StoreSamples.batch(1, run: run, everybody))
            var count = 0
            for try await batch in store.participants(ParticipantQuery()) {
                count += batch.count
                let opens = (0..<100).map { StoreSamples.participant($0, [.opened], run: run) }
                _ = try await store.merge(StoreSamples.batch(1, run: run, opens))
            }
            #expect(count == 3_000)
        },
    ]

    static let history: [Clause] = (41...43).map { seed in
        Clause("the past can be read as it was: rows, people, counts as of every run (seed \(seed))") { store, _ in
            var world = StoreWorld(seed: UInt64(seed))
            var snapshots: [RunNumber: [StoreDump.Section: [String]]] = [:]
            for run in 1...4 as ClosedRange<RunNumber> {
                try await StoreScript(operations: world.operations(ofRun: run)).apply(to: store)
                snapshots[run] = try await StoreDump(of: store).sections
            }
            let runs = try await store.runs().map(\.number)
            #expect(runs == [1, 2, 3, 4])
            let history = try await StoreDump(of: store).sections[.history] ?? []
            for run in runs {
                let then = (snapshots[run]?[.participants] ?? []) + (snapshots[run]?[.people] ?? [])
                let lines = history.filter { $0.hasPrefix("\(run): ") }.map { String($0.dropFirst("\(run): ".count)) }
                #expect(lines.count == then.count)
                let different = zip(lines, then).first { $0 != $1 }
                #expect(different == nil, "as of run \(run): now \(different?.0 ?? ""), then \(different?.1 ?? "")")
                #expect(
                    "\(try await store.peopleCounts(asOf: run, excluding: []))" == snapshots[run]?[.peopleCounts]?.first
                )
            }
        }
    }

    private static func key(_ row: ParticipantRow) -> String { "\(row.campaignID) \(row.participant.contactID)" }
}

extension Array where Element: Equatable {
    var removingRepeats: [Element] {
        reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
