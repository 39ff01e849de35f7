package import Engagement
package import EngagementStore

/// A small made-up account as seen by run after run: who is listed where, under which address, with which fields.
/// Everything comes from the seed. Within one run a contact's full record says one thing, and so does its thin one,
/// as at the provider.
package struct StoreWorld: Sendable {
    package private(set) var random: SeededGenerator
    package let campaigns: Int
    package let contacts: Int
    private var records: [Int: CampaignRecord] = [:]
    /// How often a contact's record has changed so far.
    private var versions: [Int]

    package init(seed: UInt64, campaigns: Int = 4, contacts: Int = 30) {
        random = SeededGenerator(seed: seed)
        self.campaigns = campaigns
        self.contacts = contacts
        versions = Array(repeating: 0, count: contacts)
    }

    /// One row of a report, as a walk sees it.
    package struct ObservedRow: Sendable {
        package var participant: Participant
        package var attributes: Attributes?
    }

    // MARK: A run

    package mutating func operations(ofRun run: RunNumber) -> [StoreScript.Operation] {
        let day = Int(run)
        var operations: [StoreScript.Operation] = [
            .beginRun(StoreSamples.run(day: day)), .saveCampaigns(nextRecords(run: run), run),
            .saveLists([
                ContactList(id: "list \(day % 2)", name: "List, day \(day)", fieldTags: ["tag of the list", "kWh"])
            ]),
        ]
        for campaign in records.keys.sorted() where random.chance(80) {
            let batches = self.batches(of: observedRows(campaign: campaign, run: run), campaign: campaign, run: run)
            operations += batches.map { .merge($0) }
            for kind in random.some(of: ReportKind.allCases, percent: 50) {
                operations.append(endOfWalk(campaign: campaign, kind: kind, run: run))
            }
        }
        operations.append(.saveNote(.staleArchive, random.chance(80) ? "\(day)" : nil))
        operations.append(
            .endRun(random.pick([.proven, .contradicted, .interrupted]), StoreSamples.time(day * 86_400 + 9_000)))
        return operations
    }

    package mutating func takingBack(afterRun run: RunNumber) -> [StoreScript.Operation] {
        var operations: [StoreScript.Operation] = []
        if random.chance(25) { operations.append(.rollback(max(1, run - RunNumber(random.int(0...1))))) }
        if random.chance(25) {
            let gone = random.some(of: Array(0..<contacts), percent: 8).map(StoreSamples.contact)
            operations.append(.forget(gone, gone.map { Tombstone(subject: .contact, hash: "hash of \($0.prefix(8))") }))
        }
        let (campaign, kind) = (StoreSamples.campaign(random.int(1...campaigns)), random.pick(ReportKind.allCases))
        if random.chance(30) {
            let (old, new) = (random.int(0...contacts / 2), random.int(contacts / 2 + 1...contacts - 1))
            operations.append(.rename([StoreSamples.contact(old): StoreSamples.contact(new)], campaign))
        }
        if random.chance(30) { operations.append(.raiseForgotten(campaign, kind, random.int(0...4))) }
        if random.chance(30) {
            operations.append(
                .accept(AcceptedDifference(campaignID: campaign, kind: kind, difference: random.int(-3...3))))
        }
        return operations
    }

    /// Lets time pass until the run, and lists the campaigns: one more every other run; now and then one is renamed,
    /// its summary moves, or a contact changes.
    package mutating func nextRecords(run: RunNumber) -> [CampaignRecord] {
        for contact in 0..<contacts where random.chance(15) { versions[contact] += 1 }
        for number in 1...campaigns where number <= 2 + Int(run) / 2 {
            var record =
                records[number] ?? StoreSamples.record(number, sentOn: number == 2 ? nil : number / 2, firstRun: run)
            if random.chance(30) { record.campaign.name = "Name in run \(run)" }
            if random.chance(50) { record.summary = Summary(sent: random.int(0...9), openedUnique: random.int(0...9)) }
            records[number] = record
        }
        return records.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What the reports of a campaign list in a run: a row a contact and report, in the order of the reports.
    package mutating func observedRows(campaign: Int, run: RunNumber) -> [ObservedRow] {
        var rows: [ObservedRow] = []
        for kind in ReportKind.allCases {
            for contact in 0..<contacts where random.chance(kind == .sent ? 70 : 25) {
                rows.append(observedRow(contact, campaign: campaign, kind: kind, run: run))
            }
        }
        return rows
    }

    private mutating func observedRow(_ contact: Int, campaign: Int, kind: ReportKind, run: RunNumber) -> ObservedRow {
        let steady = campaign / 2 * 86_400 + (contact * 977 + kind.index * 1_009) % 9_000
        let time = random.chance(20) ? nil : StoreSamples.time(steady - (random.chance(10) ? random.int(0...500) : 0))
        let attributes: Attributes? =
            switch random.int(1...10) {
            case 1...2: nil
            case 3...5: thinRecord(contact, run: run)
            default: fullRecord(contact, run: run)
            }
        return ObservedRow(
            participant: Participant(
                contactID: StoreSamples.contact(contact), firstReported: FirstReported(kind, run: run),
                occurredAt: OccurredAt(kind, at: time)),
            attributes: contact % 13 == 12 ? nil : attributes)
    }

    // MARK: Records

    private func fullRecord(_ contact: Int, run: RunNumber) -> Attributes {
        let version = versions[contact]
        let values: [FieldValue] = [
            .text("$ecret \(version)"), .text("line\none, \"two\"\t\u{1}\u{7F}"), .integer(Int64(version)),
            .number(Double(version) + 0.5),
            .number(1), .boolean(version % 2 == 0), .list(["a", "b, c"]), .null, .text("\u{1F419}\u{1F3FD} مرحبا"),
            .text(""),
        ]
        let tags = ["FirstName", "a.b", "$x", "", "kWh", "naïve", "tab\t\"quoted\"", "0"]
        var fields: [FieldTag: FieldValue] = [:]
        for (index, tag) in tags.enumerated() where (contact + index) % 3 != 0 {
            fields[tag] = values[(contact + version + index) % values.count]
        }
        return Attributes(
            emailAddress: contact % 17 == 16 ? nil : address(contact),
            status: version % 3 == 2 ? "unsubscribed" : "SUBSCRIBED",
            fields: fields, lastUpdatedAt: contact % 11 == 10 ? nil : StoreSamples.time(version * 1_000), run: run)
    }

    private func thinRecord(_ contact: Int, run: RunNumber) -> Attributes {
        Attributes(emailAddress: address(contact), run: run)
    }

    /// Some share an address, some change it, some write it in capitals, some are from beyond ASCII, composed or not.
    private func address(_ contact: Int) -> String {
        let person = contact % 5 == 4 ? contact - 1 : contact
        let domain = ["example.com", "Example.ORG", "mail.example.net"][person % 3]
        switch person % 6 {
        case 1: return "Person\(person)@\(domain)"
        case 2: return ["\u{c5}SE", "A\u{30a}se", "\u{e5}se"][(contact + versions[contact]) % 3] + ".\(person)@\(domain)"
        case 3: return "person\(person).v\(versions[contact] / 2)@\(domain)"
        default: return "person\(person)@\(domain)"
        }
    }

    // MARK: Batches

    /// The rows in chunks of one to twenty, each merged in memory, with a checkpoint now and then.
    package mutating func batches(of rows: [ObservedRow], campaign: Int, run: RunNumber) -> [MergeBatch] {
        var batches: [MergeBatch] = []
        var rest = rows[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(random.int(1...20))
            rest = rest.dropFirst(chunk.count)
            var batch = Self.batch(of: chunk, campaign: campaign, run: run)
            if random.chance(30) {
                var seen = ContactSet()
                for row in chunk { seen.insert(row.participant.contactID) }
                batch.checkpoints = [
                    .init(
                        kind: random.pick(ReportKind.allCases), cursor: random.chance(80) ? "c\(batches.count)" : nil,
                        pages: batches.count + 1, rows: rows.count - rest.count, seen: seen)
                ]
            }
            batches.append(batch)
        }
        return batches
    }

    /// One entry a contact, as the law of merging joins them.
    package static func batch(of rows: some Sequence<ObservedRow>, campaign: Int, run: RunNumber) -> MergeBatch {
        var participants: [ContactID: Participant] = [:]
        var contacts: [ContactID: Attributes] = [:]
        for row in rows {
            participants[row.participant.contactID, default: row.participant].join(row.participant)
            guard let attributes = row.attributes else { continue }
            contacts[row.participant.contactID] =
                contacts[row.participant.contactID]?.joined(with: attributes) ?? attributes
        }
        return StoreSamples.batch(
            campaign, run: run, participants.values.sorted { utf8Less($0.contactID, $1.contactID) },
            contacts: contacts.sorted { utf8Less($0.key, $1.key) }.map {
                ContactRecord(id: $0.key, attributes: $0.value)
            })
    }

    private mutating func endOfWalk(campaign: Int, kind: ReportKind, run: RunNumber) -> StoreScript.Operation {
        let ending: Certificate.Ending = random.chance(70) ? .complete : .broken
        let everybody = (0..<contacts).map(StoreSamples.contact)
        let isComplete = ending == .complete
        return .endWalk(
            StoreSamples.certificate(campaign, kind, run: run, distinct: random.int(0...contacts), ending: ending),
            keepsCursor: !isComplete, vanished: isComplete ? random.some(of: everybody, percent: 20) : [],
            returned: isComplete ? random.some(of: everybody, percent: 40) : [])
    }

    /// The values in another order, some of them more than once.
    package mutating func shuffled(_ rows: [ObservedRow]) -> [ObservedRow] {
        (rows + random.some(of: rows, percent: 20)).shuffled(using: &random)
    }
}
