/// The provider's earliest time for each report of a participant, joined with *min*; absent where the provider leaves
/// it out (its free plan does for campaigns older than 30 days).
package struct OccurredAt: Hashable, Sendable {
    private var seconds = SIMD8<Int64>(repeating: .max)

    package init() {}

    package init(_ kind: ReportKind, at time: Timestamp?) { self[kind] = time }

    package subscript(kind: ReportKind) -> Timestamp? {
        get { seconds[kind.index] == .max ? nil : Timestamp(seconds: seconds[kind.index]) }
        set { seconds[kind.index] = newValue?.seconds ?? .max }
    }

    package mutating func join(_ other: OccurredAt) { seconds = pointwiseMin(seconds, other.seconds) }

    package func joined(with other: OccurredAt) -> OccurredAt {
        var result = self
        result.join(other)
        return result
    }
}
