/// One execution of build, sync or import. Runs are never deleted.
package struct Run: Hashable, Sendable, Codable {
    /// 1, 2, 3 …; a number is never used twice, not even after a rollback.
    package var number: RunNumber
    /// The UTC start, `2026-11-23T020000Z`; `-2` is appended if that one is taken.
    package var id: String
    package var startedAt: Timestamp
    package var endedAt: Timestamp?
    package var state: State
    /// `v2` or `v1.6`; ``imported`` for a run that sent no request.
    package var api: String
    /// True if every report was walked, even those that were known to be complete.
    package var isFull: Bool
    /// True if the run covered every campaign of the account, not only some.
    package var coversAccount: Bool
    package var requests: Int
    /// What the store held at the end of the run; nil while it is running.
    package var totals: Totals?
    /// How many participants the run was the first to find in each report.
    package var gained: [ReportKind: Int]

    package init(
        number: RunNumber, id: String, startedAt: Timestamp, endedAt: Timestamp? = nil, state: State = .running,
        api: String, isFull: Bool = false, coversAccount: Bool = true, requests: Int = 0, totals: Totals? = nil,
        gained: [ReportKind: Int] = [:]
    ) {
        self.number = number
        self.id = id
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.state = state
        self.api = api
        self.isFull = isFull
        self.coversAccount = coversAccount
        self.requests = requests
        self.totals = totals
        self.gained = gained
    }

    /// The ``api`` of a run that read the files of the old scripts.
    package static let imported = "import"

    package enum State: String, Sendable, Codable, CaseIterable {
        /// Running, or killed: only the newest run can be running.
        case running
        /// Everything was read, and all rows match the summaries.
        case proven
        /// It ended, but rows and summaries contradict each other, or something could not be read.
        case contradicted
        /// It ended, and there are no totals to compare with: it read files, not the provider.
        case imported
        /// It broke off; what it read is kept.
        case interrupted
        /// Undone by `rollback`.
        case rolledBack = "rolled_back"

        /// True if the run ended and was not rolled back.
        package var isFinished: Bool { self == .proven || self == .contradicted || self == .imported }
    }
}
