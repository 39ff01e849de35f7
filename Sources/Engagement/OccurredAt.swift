/// The provider's earliest time for each report of a participant, joined with *min*; absent where the provider leaves
/// it out (its free plan does for campaigns older than 30 days).
public struct OccurredAt: Hashable, Sendable {
    private var seconds = SIMD8<Int64>(repeating: .max)

    public init() {}

    public init(_ kind: ReportKind, at time: Timestamp?) { self[kind] = time }

    public subscript(kind: ReportKind) -> Timestamp? {
        get { seconds[kind.index] == .max ? nil : Timestamp(seconds: seconds[kind.index]) }
        set { seconds[kind.index] = newValue?.seconds ?? .max }
    }

    public mutating func join(_ other: OccurredAt) { seconds = pointwiseMin(seconds, other.seconds) }

    public func joined(with other: OccurredAt) -> OccurredAt {
        var result = self
        result.join(other)
        return result
    }
}
