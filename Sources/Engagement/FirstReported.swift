/// The one truth about a participant's engagement: for each report, the number of the first run whose walk listed the
/// contact there, or nothing. Everything else about engagement is derived from it.
///
/// A bounded join-semilattice under ``join(_:)`` (pointwise minimum, *nothing* above every number), so a merge is
/// commutative, associative and idempotent, and no flag ever falls.
public struct FirstReported: Hashable, Sendable {
    private var runs = SIMD8<Int32>(repeating: .max)

    /// In no report yet.
    public init() {}

    public init(_ kind: ReportKind, run: RunNumber) { runs[kind.index] = run }

    public subscript(kind: ReportKind) -> RunNumber? {
        get { runs[kind.index] == .max ? nil : runs[kind.index] }
        set { runs[kind.index] = newValue ?? .max }
    }

    /// Takes over everything that the other one knows earlier, or at all.
    public mutating func join(_ other: FirstReported) { runs = pointwiseMin(runs, other.runs) }

    public func joined(with other: FirstReported) -> FirstReported {
        var result = self
        result.join(other)
        return result
    }

    /// True if no report lists the contact: such a participant doesn't exist.
    public var isEmpty: Bool { self == FirstReported() }

    /// What was known when run `last` had ended.
    public func asOf(_ last: RunNumber) -> FirstReported { replacing { $0 .> last } }

    /// What was known before run `run` began.
    public func before(_ run: RunNumber) -> FirstReported { replacing { $0 .>= run } }

    private func replacing(_ hidden: (SIMD8<Int32>) -> SIMDMask<SIMD8<Int32>>) -> FirstReported {
        var result = self
        result.runs.replace(with: SIMD8(repeating: .max), where: hidden(runs))
        return result
    }

    /// True where a report itself lists the contact, whatever other reports imply.
    public func isReported(_ kind: ReportKind) -> Bool { runs[kind.index] != .max }

    /// The five flags; a click implies an open.
    public var engagement: EngagementFlags {
        EngagementFlags(
            opened: isReported(.opened) || isReported(.clicked), clicked: isReported(.clicked),
            bounced: isReported(.bounced), complained: isReported(.complained), unsubscribed: isReported(.unsubscribed))
    }

    /// The first run after which the participant counted as engaged.
    public var firstEngaged: RunNumber? {
        let first = min(runs[ReportKind.opened.index], runs[ReportKind.clicked.index])
        return first == .max ? nil : first
    }
}

/// The five flags of a participant, derived from ``FirstReported``.
public struct EngagementFlags: Hashable, Sendable, Codable {
    public var opened: Bool
    public var clicked: Bool
    public var bounced: Bool
    public var complained: Bool
    public var unsubscribed: Bool

    public init(
        opened: Bool = false, clicked: Bool = false, bounced: Bool = false, complained: Bool = false,
        unsubscribed: Bool = false
    ) {
        self.opened = opened
        self.clicked = clicked
        self.bounced = bounced
        self.complained = complained
        self.unsubscribed = unsubscribed
    }

    /// Opened or clicked.
    public var isEngaged: Bool { opened || clicked }

    public subscript(kind: ReportKind) -> Bool {
        switch kind {
        case .sent: true
        case .opened: opened
        case .clicked: clicked
        case .bounced: bounced
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }
}
