/// A participant's engagement: for each report, the number of the first run whose walk listed the contact, or nothing.
/// Everything else about engagement is derived from it.
///
/// ``join(_:)`` is the pointwise minimum, where *nothing* is greater than every number. So a merge is commutative, associative
/// and idempotent, and no flag is ever lowered.
package struct FirstReported: Hashable, Sendable {
    private var runs = SIMD8<Int32>(repeating: .max)

    /// Listed in no report.
    package init() {}

    package init(_ kind: ReportKind, run: RunNumber) { runs[kind.index] = run }

    package subscript(kind: ReportKind) -> RunNumber? {
        get { runs[kind.index] == .max ? nil : runs[kind.index] }
        set { runs[kind.index] = newValue ?? .max }
    }

    /// Takes the earlier run for each report.
    package mutating func join(_ other: FirstReported) { runs = pointwiseMin(runs, other.runs) }

    package func joined(with other: FirstReported) -> FirstReported {
        var result = self
        result.join(other)
        return result
    }

    /// True if no report lists the contact, so that it is no participant.
    package var isEmpty: Bool { self == FirstReported() }

    /// What was known when run `last` had ended.
    package func asOf(_ last: RunNumber) -> FirstReported { replacing { $0 .> last } }

    /// What was known before run `run` began.
    package func before(_ run: RunNumber) -> FirstReported { replacing { $0 .>= run } }

    private func replacing(_ hidden: (SIMD8<Int32>) -> SIMDMask<SIMD8<Int32>>) -> FirstReported {
        var result = self
        result.runs.replace(with: SIMD8(repeating: .max), where: hidden(runs))
        return result
    }

    /// True if the report itself lists the contact; a click that implies an open does not count here.
    package func isReported(_ kind: ReportKind) -> Bool { runs[kind.index] != .max }

    /// The five flags; a click implies an open.
    package var engagement: EngagementFlags {
        EngagementFlags(
            opened: isReported(.opened) || isReported(.clicked), clicked: isReported(.clicked),
            bounced: isReported(.bounced), complained: isReported(.complained), unsubscribed: isReported(.unsubscribed))
    }

    /// The first run that found an open or a click.
    package var firstEngaged: RunNumber? {
        let first = min(runs[ReportKind.opened.index], runs[ReportKind.clicked.index])
        return first == .max ? nil : first
    }
}
