/// The earliest time that the provider gave for each report of a participant, joined with *min*. A time is absent if the provider
/// leaves it out, as its free plan does for campaigns older than 30 days.
package struct OccurredAt: Hashable, Sendable {
    private var seconds = SIMD8<Int64>(repeating: .max)

    package init() {}

    package init(_ kind: ReportKind, at time: Timestamp?) { self[kind] = time }

    package subscript(kind: ReportKind) -> Timestamp? {
        get { seconds[kind.index] == .max ? nil : Timestamp(seconds: seconds[kind.index]) }
        set { seconds[kind.index] = newValue?.seconds ?? .max }
    }

    /// The times of those reports that list the participant: a time without its report says nothing.
    package func limited(to reported: FirstReported) -> OccurredAt {
        var result = self
        for kind in ReportKind.allCases where !reported.isReported(kind) { result[kind] = nil }
        return result
    }

    package mutating func join(_ other: OccurredAt) { seconds = pointwiseMin(seconds, other.seconds) }

    package func joined(with other: OccurredAt) -> OccurredAt {
        var result = self
        result.join(other)
        return result
    }
}
