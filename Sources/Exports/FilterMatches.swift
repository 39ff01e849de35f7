import Engagement

/// Which queries one participant matches, whatever its campaign: ``ParticipantQuery/matches(_:)``, but what was known at the end of a
/// run is worked out once, not for each of a dozen files.
struct FilterMatches {
    private var reported = FirstReported()
    /// By the runs that were asked for, which are two or three; nil is now.
    private var moments: [(run: RunNumber?, filters: UInt16)] = []

    mutating func begin(_ reported: FirstReported) {
        self.reported = reported
        moments.removeAll(keepingCapacity: true)
    }

    mutating func contains(_ query: ParticipantQuery) -> Bool {
        let bit = Self.bit(of: query.filter)
        guard filters(asOf: query.asOf) & bit != 0 else { return false }
        return query.since.map { filters(asOf: $0) & bit == 0 } ?? true
    }

    private mutating func filters(asOf run: RunNumber?) -> UInt16 {
        if let known = moments.first(where: { $0.run == run }) { return known.filters }
        let known = run.map(reported.asOf) ?? reported
        var filters: UInt16 = 0
        for filter in ParticipantQuery.Filter.allCases where filter.matches(known) { filters |= Self.bit(of: filter) }
        moments.append((run, filters))
        return filters
    }

    private static func bit(of filter: ParticipantQuery.Filter) -> UInt16 {
        switch filter {
        case .all: 1
        case .engaged: 2
        case .opened: 4
        case .clicked: 8
        case .bounced: 16
        case .complained: 32
        case .unsubscribed: 64
        case .unengaged: 128
        }
    }
}
