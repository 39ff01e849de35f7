import Engagement
import TestSupport
import Testing

@testable import Exports

@Suite("Which files a participant is in")
struct FilterMatchesTests {
    @Test("The same as each query says by itself", arguments: 1...20)
    func isWhatQueriesSay(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var matches = FilterMatches()
        for _ in 0..<200 {
            var reported = FirstReported()
            for kind in ReportKind.allCases where random.chance(40) { reported[kind] = RunNumber(random.int(1...4)) }
            matches.begin(reported)
            for filter in ParticipantQuery.Filter.allCases {
                for asOf in [nil, 2, 3] as [RunNumber?] {
                    for since in [nil, 1, 2] as [RunNumber?] {
                        let query = ParticipantQuery(filter: filter, asOf: asOf, since: since)
                        #expect(matches.contains(query) == query.matches(reported))
                    }
                }
            }
        }
    }
}
