import Engagement
import TestSupport
import Testing

@Suite("Participants, and what follows from the merge law")
struct ParticipantTests {
    /// Random reports of runs 0 … 5, some with a time, some times without a report.
    private static func participant(_ random: inout SeededGenerator) -> Participant {
        var participant = Participant(contactID: "c", firstReported: FirstReported())
        for kind in ReportKind.allCases {
            if Bool.random(using: &random) { participant.firstReported[kind] = .random(in: 0...5, using: &random) }
            if Bool.random(using: &random) {
                participant.occurredAt[kind] = Timestamp(seconds: .random(in: 0...5, using: &random))
            }
        }
        return participant
    }

    private static func times(_ participant: Participant, of kinds: [ReportKind]) -> OccurredAt {
        kinds.reduce(into: OccurredAt()) { $0[$1] = participant.occurredAt[$1] }
    }

    @Test("Times belong to reports; nobody is a participant without one", arguments: 0..<200 as Range<UInt64>)
    func isNormalized(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let participant = Self.participant(&random)
        let reported = ReportKind.allCases.filter(participant.firstReported.isReported)
        guard let normalized = participant.normalized else {
            #expect(reported.isEmpty)
            return
        }
        #expect(normalized.firstReported == participant.firstReported)
        #expect(normalized.occurredAt == Self.times(participant, of: reported))
        #expect(normalized.normalized == normalized)
    }

    @Test("As of a run, and before one, only earlier reports and their times are left", arguments: 0..<200 as Range<UInt64>)
    func looksBack(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let participant = Self.participant(&random)
        let run = RunNumber.random(in: 0...5, using: &random)
        let kinds = ReportKind.allCases.filter { participant.firstReported[$0].map { $0 <= run } ?? false }
        let past = participant.asOf(run)
        #expect(past?.firstReported ?? FirstReported() == participant.firstReported.asOf(run))
        #expect(past?.occurredAt ?? OccurredAt() == Self.times(participant, of: kinds))
        #expect(participant.before(run + 1) == past)
    }

    @Test("The journal keeps the times of earlier runs' reports, if one of them changes", arguments: 0..<400 as Range<UInt64>)
    func journalsTimes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let run = RunNumber.random(in: 1...5, using: &random)
        let stored = Self.participant(&random)
        let joined = stored.joined(with: Self.participant(&random))
        let known = ReportKind.allCases.filter { stored.firstReported[$0].map { $0 < run } ?? false }
        let changes = known.contains { stored.occurredAt[$0] != joined.occurredAt[$0] }
        #expect(stored.timesToJournal(replacedBy: joined, in: run) == (changes ? Self.times(stored, of: known) : nil))
    }

    @Test("Gains are the first runs of all participants, and of their first open or click")
    func talliesGains() {
        var tally = GainTally()
        var clicked = FirstReported(.sent, run: 1)
        clicked[.clicked] = 2
        tally.add(3, FirstReported(.sent, run: 1), of: "a")
        tally.add(2, clicked, of: "a")
        tally.add(1, clicked, of: "b")
        let expected: Set<Gain> = [
            Gain(campaignID: "a", run: 1, kind: .sent, count: 5), Gain(campaignID: "a", run: 2, kind: .clicked, count: 2),
            Gain(campaignID: "a", run: 2, kind: nil, count: 2), Gain(campaignID: "b", run: 1, kind: .sent, count: 1),
            Gain(campaignID: "b", run: 2, kind: .clicked, count: 1), Gain(campaignID: "b", run: 2, kind: nil, count: 1),
        ]
        #expect(Set(tally.gains) == expected && tally.gains.count == expected.count)
    }

    @Test("Of several entries about one thing, the oldest holds what was there before")
    func replaysTheJournal() {
        func entry(_ run: RunNumber, _ sequence: Int64, _ change: JournalEntry.Change) -> JournalEntry {
            JournalEntry(run: run, sequence: sequence, change: change)
        }
        let old = Attributes(emailAddress: "old@example.com", fields: [:], run: 1)
        let newer = Attributes(emailAddress: "newer@example.com", fields: [:], run: 2)
        let newest = Attributes(emailAddress: "newest@example.com", fields: [:], run: 3)
        let replay = JournalReplay(oldestFirst: [
            entry(2, 1, .attributes("c", old: old)), entry(2, 2, .vanished("a", "c", .sent)),
            entry(2, 3, .occurredAt("a", "c", old: OccurredAt(.sent, at: Timestamp(seconds: 9)))),
            entry(3, 4, .attributes("c", old: newer)), entry(3, 5, .returned("a", "c", .sent)),
            entry(3, 6, .occurredAt("a", "c", old: OccurredAt(.sent, at: Timestamp(seconds: 5)))),
        ])
        var participant = Participant(
            contactID: "c", firstReported: FirstReported(.sent, run: 1), occurredAt: OccurredAt(.sent, at: Timestamp(seconds: 1)))
        participant.firstReported[.opened] = 2
        let row = ParticipantRow(campaignID: "a", participant: participant, attributes: newest)
        let past = replay.row(row, asOf: 1)
        #expect(past?.attributes == old)
        #expect(past?.vanished == [])
        #expect(past?.participant.firstReported == FirstReported(.sent, run: 1))
        #expect(past?.participant.occurredAt == OccurredAt(.sent, at: Timestamp(seconds: 9)))
        #expect(replay.row(row, asOf: 0) == nil, "it was no participant yet")
        #expect(replay.attributes(of: "c", now: newest, asOf: 0) == nil, "nothing was known of the contact yet")
        #expect(JournalReplay(oldestFirst: []).row(row, asOf: 2)?.attributes == nil, "the record is of a later run")
    }
}
