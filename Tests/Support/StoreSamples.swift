package import Engagement
package import EngagementStore

/// Values for tests of stores: small, made up, and the same every time.
package enum StoreSamples {
    /// A contact's id, a UUID as the provider writes it.
    package static func contact(_ number: Int) -> ContactID { uuid(UInt64(number) &+ 0x00c0_ffee) }

    package static func campaign(_ number: Int) -> CampaignID { uuid(UInt64(number) &+ 0xca3b_a160_0000) }

    private static func uuid(_ seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        let digits = [generator.next(), generator.next()].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var output = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { output += "-" }
            output.append(digit)
        }
        return output
    }

    /// 2026-01-01T00:00:00Z and so many seconds.
    package static func time(_ seconds: Int = 0) -> Timestamp { Timestamp(seconds: 1_767_225_600 + Int64(seconds)) }

    /// A run that starts on the given day of 2026.
    package static func run(day: Int = 0, isFull: Bool = false) -> Run {
        let start = time(day * 86_400 + 7_200)
        return Run(number: 0, id: start.runID, startedAt: start, api: "v2", isFull: isFull)
    }

    /// A campaign sent on a day of 2026; a draft without one.
    package static func record(_ number: Int, sentOn day: Int?, firstRun: RunNumber = 1) -> CampaignRecord {
        CampaignRecord(
            campaign: Campaign(
                id: campaign(number), name: "Campaign \(number)", subject: "Subject \(number)",
                status: day == nil ? .draft : .sent, listIDs: ["list"], fromName: "Team",
                fromAddress: "team@example.com",
                createdAt: time(-86_400), sentAt: day.map { time($0 * 86_400) }),
            slug: "campaign-\(number)", firstRun: firstRun)
    }

    /// A participant whom the given reports list since a run, each an hour after the one before.
    package static func participant(
        _ number: Int, _ kinds: [ReportKind], run: RunNumber, at start: Timestamp? = nil
    ) -> Participant {
        var participant = Participant(contactID: contact(number), firstReported: FirstReported())
        for kind in kinds {
            participant.firstReported[kind] = run
            participant.occurredAt[kind] = start.map { Timestamp(seconds: $0.seconds + Int64(kind.index) * 3_600) }
        }
        return participant
    }

    package static func attributes(
        _ number: Int, address: String? = nil, fields: [FieldTag: FieldValue]? = ["FirstName": .text("Ann")],
        updated: Int? = 0, run: RunNumber
    ) -> Attributes {
        Attributes(
            emailAddress: address ?? "person\(number)@example.com", status: fields == nil ? nil : "subscribed",
            fields: fields,
            lastUpdatedAt: updated.map(time), run: run)
    }

    package static func contactRecord(
        _ number: Int, address: String? = nil, fields: [FieldTag: FieldValue]? = ["FirstName": .text("Ann")],
        updated: Int? = 0, run: RunNumber
    ) -> ContactRecord {
        ContactRecord(
            id: contact(number),
            attributes: attributes(number, address: address, fields: fields, updated: updated, run: run))
    }

    /// What a store has of a contact.
    package static func storedAttributes(_ number: Int, in store: any StoreReader) async throws -> Attributes? {
        try await store.contacts(matching: contact(number)).first?.attributes
    }

    package static func certificate(
        _ number: Int, _ kind: ReportKind, run: RunNumber, distinct: Int = 1, ending: Certificate.Ending = .complete
    ) -> Certificate {
        Certificate(
            campaignID: campaign(number), kind: kind, run: run, pages: 2, rows: distinct + 1, distinct: distinct,
            forgotten: 0,
            ending: ending, expectedBefore: distinct, expectedAfter: distinct, isResumed: false,
            endedAt: time(Int(run) * 86_400), problem: ending == .broken ? "The line went dead." : nil)
    }

    package static func batch(
        _ number: Int, run: RunNumber, _ participants: [Participant] = [], contacts: [ContactRecord] = [],
        checkpoints: [MergeBatch.Checkpoint] = []
    ) -> MergeBatch {
        MergeBatch(
            run: run, campaignID: campaign(number), participants: participants, contacts: contacts,
            checkpoints: checkpoints)
    }
}

extension EngagementStore {
    /// Begins a run and answers with its number.
    package func begin(day: Int = 0, isFull: Bool = false) async throws -> RunNumber {
        try await beginRun(StoreSamples.run(day: day, isFull: isFull)).number
    }
}

extension AsyncSequence {
    /// All that comes, in one array.
    package func collected<Row>() async throws -> [Row] where Element == [Row] {
        var rows: [Row] = []
        for try await batch in self { rows += batch }
        return rows
    }
}
