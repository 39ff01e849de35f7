import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let measuring: [Clause] =
        (11...13).map { seed in
            Clause("what is measured equals what the rows add up to (seed \(seed))") { store, _ in
                try await StoreScript(seed: UInt64(seed), runs: 4, takesBack: seed == 13).apply(to: store)
                let rows = try await StoreBruteForce(store)
                #expect(try await store.counts(asOf: nil).filter { $0.value != Counts() } == rows.counts)
                for campaign in rows.campaigns.keys {
                    #expect(try await store.counts(of: campaign) == rows.counts[campaign] ?? Counts())
                }
                #expect(Set(try await store.hourCounts()) == rows.hours)
                #expect(nonZero(try await store.vanishedCounts()) == rows.vanished)
            }
        } + [
            Clause("people are distinct addresses in any case, without the excluded campaigns, now and then") {
                store, _ in
                try await StoreScript(seed: 21, runs: 4, takesBack: false).apply(to: store)
                let exclusions: [Set<CampaignID>] = [
                    [], [StoreSamples.campaign(1)],
                    [StoreSamples.campaign(1), StoreSamples.campaign(3), "no such campaign"],
                ]
                for excluded in exclusions {
                    for run in [nil, 1, 2, 3, 4] as [RunNumber?] {
                        let rows = try await StoreBruteForce(store, asOf: run, excluding: excluded)
                        #expect(try await store.peopleCounts(asOf: run, excluding: excluded) == rows.peopleCounts)
                        #expect(try await store.people(asOf: run, excluding: excluded).collected() == rows.people)
                    }
                }
            },
            Clause("contacts come in order of their addresses, of now and of then") { store, _ in
                let script = StoreScript(seed: 23, runs: 4, takesBack: false)
                try await script.apply(to: store)
                for run in [nil, 1, 2, 3, 4] as [RunNumber?] {
                    let known = try await store.contacts(script.contacts, asOf: run)
                    let expected = known.compactMap { record in record.attributes?.person.map { ($0, record) } }
                        .sorted { utf8Equal($0.0, $1.0) ? utf8Less($0.1.id, $1.1.id) : utf8Less($0.0, $1.0) }.map(\.1)
                    #expect(!expected.isEmpty || run == 1)
                    #expect(try await store.contactsByAddress(asOf: run).collected() == expected)
                }
            },
            Clause("counts as of a run are what that run left") { store, _ in
                try await StoreScript(seed: 22, runs: 4, takesBack: false).apply(to: store)
                for run in 0...5 as ClosedRange<RunNumber> {
                    let rows = try await StoreBruteForce(store, asOf: run)
                    #expect(try await store.counts(asOf: run).filter { $0.value != Counts() } == rows.counts)
                }
            },
            Clause("an open before its sending counts in the first hour, and only opens and clicks with a time count") {
                store, _ in
                let run = try await store.begin()
                try await store.saveCampaigns(
                    [StoreSamples.record(1, sentOn: 1), StoreSamples.record(2, sentOn: nil)], run: run)
                for campaign in [1, 2] {
                    let times: [Int?] = [86_399, 86_400 + 3_599, 86_400 + 3_600, nil]
                    let participants = times.enumerated().map { number, seconds in
                        Participant(
                            contactID: StoreSamples.contact(number), firstReported: FirstReported(.opened, run: run),
                            occurredAt: OccurredAt(.opened, at: seconds.map(StoreSamples.time)))
                    }
                    _ = try await store.merge(StoreSamples.batch(campaign, run: run, participants))
                }
                let campaign = StoreSamples.campaign(1)
                #expect(
                    Set(try await store.hourCounts()) == [
                        HourCount(campaignID: campaign, kind: .opened, hour: 0, count: 2),
                        HourCount(campaignID: campaign, kind: .opened, hour: 1, count: 1),
                    ])
            },
            Clause("field tags of records and lists come once each, in order of their bytes") { store, _ in
                let run = try await store.begin()
                try await store.saveLists([ContactList(id: "l", name: "L", fieldTags: ["zeta", "a.b", "Zeta"])])
                let tags = [
                    "a.b", "$where", "", "kWh", "kWhs", "naïve", "\u{1F419}", "quote\"d", "back\\slash", "tab\t",
                    "\u{FFFD}",
                ]
                for (number, tag) in tags.enumerated() {
                    let fields: [FieldTag: FieldValue] = [tag: .text("x"), "shared": .null]
                    _ = try await store.merge(
                        MergeBatch(
                            run: run, campaignID: nil,
                            contacts: [StoreSamples.contactRecord(number, fields: fields, run: run)]))
                }
                let thin = StoreSamples.contactRecord(99, fields: nil, run: run)
                _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [thin]))
                #expect(try await store.fieldTags() == Set(tags + ["shared", "zeta", "Zeta"]).sorted(by: utf8Less))
            },
        ]

    private static func nonZero(_ numbers: [CampaignID: [ReportKind: Int]]) -> [CampaignID: [ReportKind: Int]] {
        numbers.mapValues { $0.filter { $0.value != 0 } }.filter { !$0.value.isEmpty }
    }
}
