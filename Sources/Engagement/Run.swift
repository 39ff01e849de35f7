/// One execution of build or sync, as it is kept for ever.
public struct Run: Hashable, Sendable, Codable {
    /// 1, 2, 3 …; never used twice, not even after a rollback.
    public var number: RunNumber
    /// The UTC start, `2026-11-23T020000Z`; `-2` is appended if that one is taken.
    public var id: String
    public var startedAt: Timestamp
    public var endedAt: Timestamp?
    public var state: State
    /// `v2` or `v1.6`; ``imported`` for a run that asked nobody.
    public var api: String
    /// True if every report was walked, whatever was known.
    public var isFull: Bool
    /// True if every campaign of the account was looked at, not a chosen few.
    public var coversAccount: Bool
    public var requests: Int
    /// What the store held when the run had ended, over the account; nil while it runs.
    public var totals: Totals?
    /// What the run added: rows of `first_reported` it was the first to set, by kind.
    public var gained: [ReportKind: Int]

    public init(
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
    public static let imported = "import"

    public enum State: String, Sendable, Codable, CaseIterable {
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
        public var isFinished: Bool { self == .proven || self == .contradicted || self == .imported }
    }
}
