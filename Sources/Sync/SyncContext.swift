import EmailOctopus
import Engagement
import EngagementStore

/// What all parts of one sync share.
struct SyncContext: Sendable {
    let source: any ReportSource
    let store: any StoreWriter
    /// The run, as the source of contacts' records.
    let records: RecordSource
    /// False if every walk starts at the first page, even after one that broke off (`--full`).
    let resumes: Bool
    /// True if everything is read, whatever is known.
    let isFull: Bool
    /// The contacts of the account's largest list, as far as the provider counts them.
    let largestList: Int
    let throttling: Throttling
    /// What of contacts the run has stored.
    let known = KnownRecords()
    let filter: ForgottenFilter
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    let onEvent: @Sendable (SyncEvent) -> Void

    /// The contacts that a report or a list without a count of its own can't exceed.
    var unknownBound: Int { 2 * largestList + 100_000 }

    var run: RunNumber { records.run }
}
