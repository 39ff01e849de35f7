/// One execution of build or sync, as it is kept for ever.
package struct Run: Hashable, Sendable, Codable {
    /// 1, 2, 3 …; never used twice, not even after a rollback.
    package var number: RunNumber
    /// The UTC start, `2026-11-23T020000Z`; `-2` is appended if that one is taken.
    package var id: String
    package var startedAt: Timestamp
    package var endedAt: Timestamp?
    package var state: State
    /// `v2` or `v1.6`; ``imported`` for a run that asked nobody.
    package var api: String
    /// True if every report was walked, whatever was known.
    package var isFull: Bool
    /// True if every campaign of the account was looked at, not a chosen few.
    package var coversAccount: Bool
    package var requests: Int
    /// What the store held when the run had ended, over the account; nil while it runs.
    package var totals: Totals?
    /// What the run added: rows of `first_reported` it was the first to set, by kind.
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
        /// Under way, or killed: only the newest run can be under way.
        case running
        /// Everything asked for was read, and nothing contradicts.
        case proven
        /// Ended, but rows and summaries contradict each other, or something could not be read.
        case contradicted
        /// Came to its end, and has nobody's totals to prove it by: files were read, not the provider.
        case imported
        /// Broke off; what it found is kept.
        case interrupted
        /// Taken back by `rollback`.
        case rolledBack = "rolled_back"

        /// True if the run came to its end and still counts.
        package var isFinished: Bool { self == .proven || self == .contradicted || self == .imported }
    }
}
