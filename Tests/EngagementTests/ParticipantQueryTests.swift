import Engagement
import TestSupport
import Testing

@Suite("Queries for participants")
struct ParticipantQueryTests {
    private static func reported(_ random: inout SeededGenerator) -> FirstReported {
        var reported = FirstReported()
        for kind in ReportKind.allCases where random.chance(40) { reported[kind] = RunNumber(random.int(0...4)) }
        return reported
    }

    @Test("a filter is what its name says")
    func filters() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let reported = Self.reported(&random)
            func has(_ kind: ReportKind) -> Bool { reported[kind] != nil }
            let engaged = has(.opened) || has(.clicked)
            let expected: [ParticipantQuery.Filter: Bool] = [
                .all: ReportKind.allCases.contains(where: has), .engaged: engaged, .opened: engaged, .clicked: has(.clicked),
                .bounced: has(.bounced), .complained: has(.complained), .unsubscribed: has(.unsubscribed),
                .unengaged: has(.sent) && !engaged && !has(.bounced),
            ]
            for filter in ParticipantQuery.Filter.allCases {
                #expect(ParticipantQuery(filter: filter).matches(reported) == expected[filter])
            }
        }
    }

    @Test("as of a run and since another: who matches then and did not match before")
    func lookBack() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let reported = Self.reported(&random)
            for filter in ParticipantQuery.Filter.allCases {
                for run in 0...4 as ClosedRange<RunNumber> {
                    let then = filter.matches(reported.asOf(run))
                    #expect(ParticipantQuery(filter: filter, asOf: run).matches(reported) == then)
                    for since in 0...4 as ClosedRange<RunNumber> {
                        let query = ParticipantQuery(filter: filter, asOf: run, since: since)
                        #expect(query.matches(reported) == (then && !filter.matches(reported.asOf(since))))
                        if since >= run, filter != .unengaged { #expect(!query.matches(reported)) }
                    }
                }
            }
        }
    }

    @Test("those newly engaged, run after run, are all who are engaged, once each")
    func addsUp() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let reported = Self.reported(&random)
            let runs = (1...4 as ClosedRange<RunNumber>).filter {
                ParticipantQuery(filter: .engaged, asOf: $0, since: $0 - 1).matches(reported)
            }
            let isEngagedFromTheStart = reported.firstEngaged == 0
            #expect(runs == (isEngagedFromTheStart ? [] : reported.firstEngaged.map { [$0] } ?? []))
        }
    }
}
