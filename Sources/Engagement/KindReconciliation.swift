/// The result of comparing stored rows with the provider's summary, for one campaign and report.
package struct KindReconciliation: Hashable, Sendable, Codable {
    package var kind: ReportKind
    package var state: State
    /// S: contacts stored as reported, and forgotten ones.
    package var stored: Int
    /// W: distinct contacts of the last complete walk; nil if there is none.
    package var walked: Int?
    /// [lo, hi]: the summaries before and after that walk.
    package var expected: ClosedRange<Int>?
    /// True where `verify --accept` has recorded this difference as known.
    package var isAccepted: Bool
    package var certificate: Certificate?

    package init(
        kind: ReportKind, state: State, stored: Int, walked: Int? = nil, expected: ClosedRange<Int>? = nil,
        isAccepted: Bool = false, certificate: Certificate? = nil
    ) {
        self.kind = kind
        self.state = state
        self.stored = stored
        self.walked = walked
        self.expected = expected
        self.isAccepted = isAccepted
        self.certificate = certificate
    }

    package var contradicts: Bool { state.contradicts && !isAccepted }

    package enum State: String, Sendable, Codable, CaseIterable {
        /// As many rows as the summary says, which did not change during the walk.
        case exact
        /// Between the summaries before and after the walk, which changed meanwhile.
        case moving
        /// The provider has since dropped rows that are kept here.
        case retained
        /// The provider gives no total to compare with.
        case unproven
        /// The provider has no report yet.
        case notYet = "not_yet"
        /// The provider keeps no such report: tracking was off.
        case disabled
        /// No walk has reached the last page.
        case incomplete
        /// Fewer rows than the summary says.
        case short
        /// The provider lists more rows than its summary says.
        case over

        package var contradicts: Bool { self == .incomplete || self == .short || self == .over }
    }
}
