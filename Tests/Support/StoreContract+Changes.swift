import Engagement
import EngagementStore
import Testing

extension StoreContract {
    private static let (first, second) = (StoreSamples.campaign(1), StoreSamples.campaign(2))
    private static let kind = MeasureKind("sums", version: 1)

    static let changes: [Clause] =
        [
            Clause("every write raises the numbers of what it changes, and no others") { store, _ in
                _ = try await filled(store)
                for write in writes(run: try await store.begin(day: 2)) {
                    let before = try await store.changeNumbers()
                    try await write.body(store)
                    let after = try await store.changeNumbers()
                    let name = Comment(rawValue: write.name)
                    #expect(after.store > before.store, name)
                    #expect((after.account > before.account) == write.changes.contains(.account), name)
                    #expect(
                        (after[first].participants > before[first].participants) == write.changes.contains(.participants), name)
                    #expect(
                        (after[first].measures > before[first].measures)
                            == !write.changes.isDisjoint(with: [.participants, .measures]), name)
                    #expect(
                        (after[first].rows > before[first].rows)
                            == !write.changes.isDisjoint(with: [.participants, .measures, .rows]), name)
                    #expect((after[second].rows > before[second].rows) == write.changes.contains(.everyCampaign), name)
                    #expect(after.store >= max(after.account, after[first].rows, after[second].rows), name)
                }
            },
            Clause("what is only kept beside the data raises no number, nor does a call that changes no row") { store, factory in
                let run = try await filled(store)
                let before = try await store.changeNumbers()
                try await store.keep([KeptMeasure(campaignID: first, change: before[first].measures, bytes: [1])], as: kind)
                try await store.keep(NotifyMemory(channel: "mail", state: [1], savedAt: StoreSamples.time()))
                #expect(try await store.changeNumbers() == before)
                await store.close()
                try await factory.withStore { store async throws in
                    _ = try await store.merge(
                        StoreSamples.batch(
                            1, run: run, [StoreSamples.participant(1, [.sent], run: run)],
                            contacts: [StoreSamples.contactRecord(1, run: run)]))
                    try await store.endWalk(
                        StoreSamples.certificate(1, .opened, run: run), keepsCursor: false, vanished: [],
                        returned: [StoreSamples.contact(1)])
                    #expect(try await store.changeNumbers().campaigns == before.campaigns)
                }
            },
            Clause("another process sees each change at once") { store, factory in
                let run = try await filled(store)
                try await factory.withStore { reader async throws in
                    var last = try await reader.changeNumbers()
                    for number in 10...12 {
                        _ = try await store.merge(
                            StoreSamples.batch(1, run: run, [StoreSamples.participant(number, [.sent], run: run)]))
                        let now = try await reader.changeNumbers()
                        #expect(now.store > last.store && now[first].measures > last[first].measures)
                        last = now
                    }
                }
            },
        ]
        + (42...45).map { seed in
            Clause("the journal tells of all that changes in a campaign without its number of participants (seed \(seed))") {
                store, _ in
                var run: RunNumber = 0
                var (numbers, before) = (try await store.changeNumbers(), try await CampaignRows.all(in: store))
                var found = 0
                for operation in StoreScript(seed: UInt64(seed), runs: 8).operations {
                    try await StoreScript(operations: [operation]).apply(to: store)
                    let (raised, after) = (try await store.changeNumbers(), try await CampaignRows.all(in: store))
                    let journalled = try await journalledContacts(after: run, in: store)
                    for (id, rows) in after where raised[id].participants <= numbers[id].rows {
                        let old = before[id] ?? CampaignRows()
                        let what = Comment(rawValue: "\(operation)")
                        #expect(old.record == rows.record && old.rows.map(\.participant) == rows.rows.map(\.participant), what)
                        for (old, new) in zip(old.rows, rows.rows) where !old.shows(new) {
                            found += 1
                            #expect(journalled.contains(new.participant.contactID), what)
                        }
                    }
                    if case .endRun = operation, let last = try await store.runs().last, last.state.isFinished {
                        (run, numbers, before) = (last.number, raised, after)
                    }
                }
                #expect(found > 0, "nothing was compared")
            }
        }
        + (31...34).map { seed in
            Clause("a campaign whose rows have changed never keeps its numbers, and no number falls (seed \(seed))") {
                store, factory in
                var (numbers, before) = (try await store.changeNumbers(), try await CampaignRows.all(in: store))
                for operation in StoreScript(seed: UInt64(seed), runs: 5).operations {
                    try await StoreScript(operations: [operation]).apply(to: store)
                    let (raised, after) = (try await store.changeNumbers(), try await CampaignRows.all(in: store))
                    for id in Set(before.keys).union(after.keys) {
                        let (old, new) = (before[id] ?? CampaignRows(), after[id] ?? CampaignRows())
                        let what = Comment(rawValue: "\(operation)")
                        let isSame = old.record == new.record
                        #expect((isSame && old.rows == new.rows) || raised[id].rows > numbers[id].rows, what)
                        #expect((isSame && old.measured == new.measured) || raised[id].measures > numbers[id].measures, what)
                        #expect(raised[id].rows >= numbers[id].rows && raised[id].measures >= numbers[id].measures, what)
                        #expect(raised[id].rows >= raised[id].measures && raised[id].measures >= raised[id].participants, what)
                    }
                    #expect(raised.store >= numbers.store && raised.account >= numbers.account)
                    (numbers, before) = (raised, after)
                }
                try await store.keep([KeptMeasure(campaignID: nil, change: numbers.measures, bytes: [1])], as: kind)
                try await factory.withStore("copy") { copy async throws in
                    try await StoreCopy(from: store, to: copy).run()
                    let own = try await copy.changeNumbers()
                    #expect(own.store > 0)
                    for id in before.keys {
                        #expect(own[id].rows > numbers[id].rows, "a copy is made later, and numbers are times")
                    }
                    #expect(try await copy.keptMeasures(kind).collected().isEmpty)
                }
            }
        }

    static let keptMeasures: [Clause] = [
        Clause("a measure is kept until its campaign changes; of another version none is") { store, factory in
            let run = try await filled(store)
            let numbers = try await store.changeNumbers()
            let bytes: [UInt8] = Array(0...255)
            try await store.keep(
                [
                    KeptMeasure(campaignID: first, change: numbers[first].measures, bytes: [9]),
                    KeptMeasure(campaignID: second, change: numbers[second].measures, bytes: bytes),
                    KeptMeasure(campaignID: nil, change: numbers.measures, bytes: []),
                ], as: kind)
            try await store.keep([KeptMeasure(campaignID: first, change: numbers[first].measures, bytes: [7])], as: kind)
            await store.close()
            try await factory.withStore { store async throws in
                let numbers = try await store.changeNumbers()
                #expect(try await kept(kind, at: numbers, in: store) == [first: [7], second: bytes, nil: []])
                #expect(try await kept(MeasureKind("sums", version: 2), at: numbers, in: store).isEmpty)
                #expect(try await kept(MeasureKind("others", version: 1), at: numbers, in: store).isEmpty)
                _ = try await store.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(3, [.sent], run: run)]))
                #expect(try await kept(kind, in: store) == [second: bytes])
                let later = try await store.begin(day: 1)
                let changed = StoreSamples.contactRecord(2, fields: ["FirstName": .text("Eve")], updated: 99, run: later)
                _ = try await store.merge(MergeBatch(run: later, campaignID: nil, contacts: [changed]))
                #expect(try await kept(kind, in: store) == [second: bytes])
                try await store.keep(
                    [KeptMeasure(campaignID: second, change: 1, bytes: [1])], as: MeasureKind("sums", version: 2))
                let left = try await store.keptMeasures(kind).collected().map(\.campaignID)
                #expect(Set(left) == [first, nil], "one form of a kind is kept")
            }
        },
        Clause("a measure has parts, which come in order, the account's before the campaigns'") { store, _ in
            _ = try await filled(store)
            let parts = (0..<11).map { KeptMeasure(campaignID: second, change: 1, part: $0, bytes: [UInt8($0)]) }
            try await store.keep(parts.reversed(), as: kind)
            try await store.keep([KeptMeasure(campaignID: nil, change: 2, bytes: [1])], as: kind)
            let other = MeasureKind("other", version: 1)
            try await store.keep([KeptMeasure(campaignID: second, change: 1, bytes: [])], as: other)
            let account = KeptMeasure(campaignID: nil, change: 2, bytes: [1])
            #expect(try await store.keptMeasures(kind).collected() == [account] + parts)
            #expect(try await store.keptMeasure(kind)?.bytes == [1])
            try await store.keep([KeptMeasure(campaignID: second, change: 3, part: 9, bytes: [])], as: kind)
            #expect(try await store.keptMeasures(kind).collected().map(\.change) == [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 1])
        },
        Clause("a part of a megabyte is kept") { store, _ in
            _ = try await filled(store)
            let bytes = [UInt8](repeating: 7, count: 1 << 20)
            let parts = (0..<20).map { KeptMeasure(campaignID: first, change: 1, part: $0, bytes: bytes) }
            for part in parts { try await store.keep([part], as: kind) }
            #expect(try await store.keptMeasures(kind).collected() == parts, "together more than a document of MongoDB may have")
        },
        Clause("rollback, renaming and forgetting make what was kept invalid") { store, _ in
            _ = try await filled(store)
            let run = try await store.begin(day: 1)
            let measures: @Sendable () async throws -> Set<CampaignID?> = {
                Set(try await kept(kind, in: store).keys)
            }
            let keep: @Sendable () async throws -> Void = {
                let numbers = try await store.changeNumbers()
                try await store.keep(
                    [first, second].map { KeptMeasure(campaignID: $0, change: numbers[$0].measures, bytes: [1]) }, as: kind)
                #expect(try await measures() == [first, second])
            }
            _ = try await store.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(3, [.sent], run: run)]))
            try await keep()
            _ = try await store.rollback(to: run)
            #expect(try await !measures().contains(first))
            try await keep()
            try await store.rename([StoreSamples.contact(1): StoreSamples.contact(5)], in: first)
            #expect(try await !measures().contains(first))
            try await keep()
            _ = try await store.forget([StoreSamples.contact(5)], tombstones: [])
            #expect(try await store.keptMeasures(kind).collected().isEmpty, "sums may name the mailbox provider of one person")
        },
    ]

    static let notifications: [Clause] = [
        Clause("a channel's memory is replaced, survives a rollback, and is copied") { store, factory in
            let run = try await store.begin()
            #expect(try await store.notifyMemory(of: "mail") == nil)
            let (mail, hook) = (
                NotifyMemory(channel: "mail", state: Array(0...255), savedAt: StoreSamples.time(1)),
                NotifyMemory(channel: "https://hook.example/$x.y", state: [], savedAt: StoreSamples.time(2))
            )
            try await store.keep(NotifyMemory(channel: "mail", state: [1], savedAt: StoreSamples.time()))
            for memory in [mail, hook] { try await store.keep(memory) }
            _ = try await store.rollback(to: run)
            await store.close()
            try await factory.withStore { store async throws in
                #expect(try await store.notifyMemories() == [hook, mail])
                #expect(try await store.notifyMemory(of: "mail") == mail)
                try await factory.withStore("copy") { copy async throws in
                    try await StoreCopy(from: store, to: copy).run()
                    #expect(try await copy.notifyMemories() == [hook, mail])
                }
            }
        }
    ]

    static let conflictingTags: [Clause] = [
        Clause("tags that differ only in case conflict once one record had two values, and for ever") { store, factory in
            let run = try await store.begin()
            let fields: [[FieldTag: FieldValue]] = [
                ["City": .text("Bonn"), "CITY": .text("Bonn"), "city": .text("")],
                ["kWh": .integer(1), "kwh": .integer(1)], ["\u{c9}cole": .text("a"), "other": .text("b")],
            ]
            for (number, fields) in fields.enumerated() {
                let contact = StoreSamples.contactRecord(number, fields: fields, run: run)
                _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [contact]))
            }
            #expect(try await store.conflictingTags() == [], "no contact has two different values")
            let later = try await store.begin(day: 1)
            let changed: [[FieldTag: FieldValue]] = [
                ["City": .text("Bonn"), "CITY": .text("Berlin")], ["kWh": .integer(1), "kwh": .text("1")],
                ["\u{c9}cole": .text("a"), "e\u{301}cole": .text("b")],
            ]
            let contacts = changed.enumerated().map {
                StoreSamples.contactRecord($0.offset, fields: $0.element, updated: 99, run: later)
            }
            _ = try await store.merge(MergeBatch(run: later, campaignID: nil, contacts: contacts))
            let all: Set<FieldTag> = ["city", "kwh", "\u{e9}cole"]
            #expect(try await store.conflictingTags() == all)
            _ = try await store.rollback(to: later)
            #expect(try await store.conflictingTags() == all, "columns don't change back")
            try await factory.withStore("copy") { copy async throws in
                try await StoreCopy(from: store, to: copy).run()
                #expect(try await copy.conflictingTags() == all)
            }
        },
        Clause("a forgotten address in a conflicting tag is removed") { store, _ in
            let run = try await store.begin()
            let fields: [FieldTag: FieldValue] = ["a@example.com": .text("a"), "A@example.com": .text("b")]
            _ = try await store.merge(
                MergeBatch(run: run, campaignID: nil, contacts: [StoreSamples.contactRecord(1, fields: fields, run: run)]))
            #expect(try await store.conflictingTags() == ["a@example.com"])
            _ = try await store.redact(Redaction { $0.lowercased() == "a@example.com" }, slug: { campaign, _ in campaign.id })
            let tags = try await store.conflictingTags()
            #expect(tags.count == 1 && !tags.contains("a@example.com"))
        },
    ]

    // MARK: Samples

    /// Two campaigns with a participant each, in a finished run.
    private static func filled(_ store: any EngagementStore) async throws -> RunNumber {
        var run = try await store.beginRun(StoreSamples.run(day: 0))
        try await store.saveCampaigns([1, 2].map { StoreSamples.record($0, sentOn: $0) }, run: run.number)
        for number in 1...2 {
            _ = try await store.merge(
                StoreSamples.batch(
                    number, run: run.number, [StoreSamples.participant(number, [.sent], run: run.number)],
                    contacts: [StoreSamples.contactRecord(number, run: run.number)]))
        }
        (run.state, run.endedAt) = (.proven, StoreSamples.time(9_000))
        try await store.saveRun(run)
        return run.number
    }

    private enum Changed: Hashable { case account, participants, measures, rows, everyCampaign }

    private struct ChangingWrite: Sendable {
        var name: String
        /// Besides the store; of the first campaign, if not of every one.
        var changes: Set<Changed>
        var body: @Sendable (any EngagementStore) async throws -> Void
    }

    /// Every method of the contract that writes, in an order in which each changes something.
    private static func writes(run: RunNumber) -> [ChangingWrite] {
        let contact = StoreSamples.contact(1)
        let certificate = StoreSamples.certificate(1, .sent, run: run)
        let checkpoint = MergeBatch.Checkpoint(kind: .opened, cursor: "next", pages: 1, rows: 1, seen: ContactSet())
        @Sendable func record(_ address: String, _ updated: Int) -> MergeBatch {
            MergeBatch(
                run: run, campaignID: nil, contacts: [StoreSamples.contactRecord(1, address: address, updated: updated, run: run)]
            )
        }
        return [
            ChangingWrite(name: "beginRun", changes: []) { _ = try await $0.begin(day: 3) },
            ChangingWrite(name: "saveRun", changes: []) { store in
                var last = try #require(try await store.runs().last)
                last.state = .proven
                try await store.saveRun(last)
            },
            ChangingWrite(name: "saveReconciliation", changes: []) {
                try await $0.saveReconciliation(AccountReconciliation(), of: run)
            },
            ChangingWrite(name: "saveCampaigns", changes: [.participants]) {
                var changed = StoreSamples.record(1, sentOn: 1)
                changed.summary = Summary(sent: 5)
                try await $0.saveCampaigns([changed], run: run)
            },
            ChangingWrite(name: "saveLists", changes: [.account]) {
                try await $0.saveLists([ContactList(id: "l", name: "List")])
            },
            ChangingWrite(name: "saveListSizes", changes: [.account]) {
                try await $0.saveListSizes([
                    ListSizeReading(listID: "l", run: run, at: StoreSamples.time(), pending: 0, subscribed: 1, unsubscribed: 0)
                ])
            },
            ChangingWrite(name: "merge of a participant", changes: [.participants]) {
                _ = try await $0.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(3, [.sent], run: run)]))
            },
            ChangingWrite(name: "merge of an open", changes: [.participants]) {
                _ = try await $0.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(1, [.opened], run: run)]))
            },
            ChangingWrite(name: "merge of a checkpoint", changes: []) {
                _ = try await $0.merge(StoreSamples.batch(1, run: run, checkpoints: [checkpoint]))
            },
            ChangingWrite(name: "merge of an address", changes: [.measures]) {
                _ = try await $0.merge(record("new@example.com", 50))
            },
            ChangingWrite(name: "merge of a first record", changes: [.participants]) {
                _ = try await $0.merge(
                    MergeBatch(run: run, campaignID: nil, contacts: [StoreSamples.contactRecord(3, run: run)]))
            },
            ChangingWrite(name: "merge in place of a record that the run has found itself", changes: [.participants]) {
                let contact = StoreSamples.contactRecord(3, fields: ["FirstName": .text("Eve")], updated: 10, run: run)
                _ = try await $0.merge(MergeBatch(run: run, campaignID: nil, contacts: [contact]))
            },
            ChangingWrite(name: "redact", changes: [.account, .participants]) { store in
                let contact = StoreSamples.contactRecord(3, fields: ["Friend": .text("a@example.com")], updated: 20, run: run)
                _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [contact]))
                _ = try await store.redact(Redaction { $0 == "a@example.com" }, slug: { campaign, _ in campaign.id })
            },
            ChangingWrite(name: "merge of a stamp", changes: [.rows]) { _ = try await $0.merge(record("new@example.com", 60)) },
            ChangingWrite(name: "merge of fields", changes: [.rows]) {
                let changed = StoreSamples.contactRecord(
                    1, address: "new@example.com", fields: ["FirstName": .text("Eve")], updated: 70, run: run)
                _ = try await $0.merge(MergeBatch(run: run, campaignID: nil, contacts: [changed]))
            },
            ChangingWrite(name: "merge of conflicting tags", changes: [.rows, .account]) {
                let changed = StoreSamples.contactRecord(
                    1, address: "new@example.com", fields: ["A": .text("1"), "a": .text("2")], updated: 80, run: run)
                _ = try await $0.merge(MergeBatch(run: run, campaignID: nil, contacts: [changed]))
            },
            ChangingWrite(name: "endWalk with a vanished contact", changes: [.participants]) {
                try await $0.endWalk(certificate, keepsCursor: false, vanished: [contact], returned: [])
            },
            ChangingWrite(name: "endWalk", changes: []) {
                try await $0.endWalk(certificate, keepsCursor: false, vanished: [], returned: [])
            },
            ChangingWrite(name: "dropOpenWalk", changes: []) { try await $0.dropOpenWalk(campaign: first, kind: .opened) },
            ChangingWrite(name: "saveNote", changes: [.account]) { try await $0.saveNote(.tombstoneKey, "key") },
            ChangingWrite(name: "removal of a note", changes: [.account]) { try await $0.saveNote(.tombstoneKey, nil) },
            ChangingWrite(name: "accept", changes: [.account]) {
                try await $0.accept(AcceptedDifference(campaignID: first, kind: .sent, difference: 1))
            },
            ChangingWrite(name: "raiseForgottenCount", changes: [.account]) {
                try await $0.raiseForgottenCount(campaign: first, kind: .sent, to: 4)
            },
            ChangingWrite(name: "rename", changes: [.participants]) {
                try await $0.rename([StoreSamples.contact(3): StoreSamples.contact(4)], in: first)
            },
            ChangingWrite(name: "forget", changes: [.account, .participants]) {
                _ = try await $0.forget([StoreSamples.contact(4)], tombstones: [Tombstone(subject: .contact, hash: "0a")])
            },
            ChangingWrite(name: "rollback", changes: [.account, .participants, .everyCampaign]) {
                _ = try await $0.rollback(to: run)
            },
        ]
    }
}

/// Whose records runs have replaced.
private func journalledContacts(after run: RunNumber, in store: any EngagementStore) async throws -> Set<ContactID> {
    var contacts: Set<ContactID> = []
    for later in try await store.runs() where later.number > run {
        for entry in try await store.journal(ofRun: later.number).collected() {
            if case .attributes(let contact, _) = entry.change { contacts.insert(contact) }
        }
    }
    return contacts
}

extension ParticipantRow {
    /// Whether files show the same address, status and fields.
    fileprivate func shows(_ other: ParticipantRow) -> Bool {
        guard let own = attributes, let other = other.attributes else { return attributes == nil && other.attributes == nil }
        return own.saysTheSame(as: other)
    }
}

/// What a store holds of one campaign: its record with all rows, and what counts are made of.
private struct CampaignRows {
    var record: CampaignRecord?
    var rows: [ParticipantRow] = []

    /// Rows without status, fields and stamps.
    var measured: [ParticipantRow] {
        rows.map { row in
            var row = row
            row.attributes = row.attributes?.person.map { Attributes(emailAddress: $0, run: 0) }
            return row
        }
    }

    static func all(in store: any EngagementStore) async throws -> [CampaignID: CampaignRows] {
        var campaigns: [CampaignID: CampaignRows] = [:]
        for record in try await store.campaigns() { campaigns[record.id, default: CampaignRows()].record = record }
        for try await batch in store.participants(ParticipantQuery()) {
            for row in batch { campaigns[row.campaignID, default: CampaignRows()].rows.append(row) }
        }
        return campaigns
    }
}

/// The valid ones without parts.
private func kept(
    _ kind: MeasureKind, at numbers: ChangeNumbers? = nil, in store: any EngagementStore
) async throws -> [CampaignID?: [UInt8]] {
    let known = if let numbers { numbers } else { try await store.changeNumbers() }
    return Dictionary(
        uniqueKeysWithValues: try await store.keptMeasures(kind).collected()
            .filter { $0.change == $0.campaignID.map { known[$0].measures } ?? known.measures }
            .map { ($0.campaignID, $0.bytes) })
}
