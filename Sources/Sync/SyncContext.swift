import EmailOctopus
import Engagement
import EngagementStore

/// What all parts of one sync share.
struct SyncContext: Sendable {
    let source: any ReportSource
    let store: any StoreWriter
    let run: RunNumber
    /// False if every walk starts at the first page, even after one that broke off (`--full`).
    let resumes: Bool
    let filter: ForgottenFilter
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    let onEvent: @Sendable (SyncEvent) -> Void
}
