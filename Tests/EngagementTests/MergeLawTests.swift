import Engagement
import TestSupport
import Testing

/// A merge is the join of a semilattice: docs/architecture.md, The merge law.
@Suite("The merge law")
struct MergeLawTests {
    private static func participant(_ random: inout SeededGenerator) -> Participant {
        var participant = Participant(contactID: "one", firstReported: FirstReported())
        for kind in ReportKind.allCases where random.chance(40) {
            participant.firstReported[kind] = RunNumber(random.int(0...5))
            if random.chance(70) { participant.occurredAt[kind] = Timestamp(seconds: Int64(random.int(-5...5))) }
        }
        return participant
    }

    private static func joined(_ participants: some Sequence<Participant>) -> Participant? {
        participants.reduce(nil) { sum, next in
            guard var sum else { return next }
            sum.join(next)
            return sum
        }
    }

    @Test("any order, grouping and repetition of sightings ends in the same state", arguments: 0..<300 as Range<UInt64>)
    func ordersDoNotMatter(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sightings = (0..<random.int(1...12)).map { _ in Self.participant(&random) }
        let expected = try #require(Self.joined(sightings))
        var others = (sightings + random.some(of: sightings, percent: 50)).shuffled(using: &random)[...]
        var groups: [Participant] = []
        while !others.isEmpty {
            let group = others.prefix(random.int(1...4))
            others = others.dropFirst(group.count)
            groups.append(try #require(Self.joined(group)))
        }
        #expect(Self.joined(groups.shuffled(using: &random)) == expected)
    }

    @Test("the join is the earliest run and the earliest time of each report", arguments: 0..<100 as Range<UInt64>)
    func isTheMinimum(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (a, b) = (Self.participant(&random), Self.participant(&random))
        let both = a.firstReported.joined(with: b.firstReported)
        let times = a.occurredAt.joined(with: b.occurredAt)
        for kind in ReportKind.allCases {
            #expect(both[kind] == [a.firstReported[kind], b.firstReported[kind]].compactMap { $0 }.min())
            #expect(times[kind] == [a.occurredAt[kind], b.occurredAt[kind]].compactMap { $0 }.min())
        }
    }

    @Test("no flag ever falls, and none comes from nowhere", arguments: 0..<100 as Range<UInt64>)
    func nothingFalls(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var state = Self.participant(&random)
        for _ in 0..<20 {
            let (before, seen) = (state.firstReported.engagement, Self.participant(&random))
            state.join(seen)
            let (after, news) = (state.firstReported.engagement, seen.firstReported.engagement)
            for kind in ReportKind.engagement { #expect(after[kind] == (before[kind] || news[kind])) }
        }
    }

    @Test("a click implies an open, and stays distinguishable from one")
    func clicksImplyOpens() {
        let clicked = FirstReported(.clicked, run: 3)
        #expect(clicked.engagement == EngagementFlags(opened: true, clicked: true))
        #expect(!clicked.isReported(.opened))
        #expect(clicked.engagement.isEngaged)
        #expect(clicked.firstEngaged == 3)
        #expect(clicked.joined(with: FirstReported(.opened, run: 2)).firstEngaged == 2)
        for kind in [ReportKind.sent, .bounced, .complained, .unsubscribed] {
            #expect(!FirstReported(kind, run: 1).engagement.isEngaged)
            #expect(FirstReported(kind, run: 1).firstEngaged == nil)
        }
    }

    @Test("the state as of a run is what runs up to it reported; before it, what earlier ones did")
    func hasAPast() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            let reported = Self.participant(&random).firstReported
            for run in -1...6 as ClosedRange<RunNumber> {
                for kind in ReportKind.allCases {
                    #expect(reported.asOf(run)[kind] == reported[kind].flatMap { $0 <= run ? $0 : nil })
                    #expect(reported.before(run)[kind] == reported[kind].flatMap { $0 < run ? $0 : nil })
                }
                #expect(reported.before(run + 1) == reported.asOf(run))
                #expect(reported.asOf(run).joined(with: reported) == reported)
            }
        }
        #expect(FirstReported().isEmpty)
        #expect(FirstReported(.sent, run: 2).asOf(1).isEmpty)
    }
}
