import EmailOctopus
import Engagement
import EngagementStore

/// What every part of one sync works with.
struct SyncContext: Sendable {
    let source: any ReportSource
    let store: any StoreWriter
    let run: RunNumber
    /// False if every walk starts anew, even where one broke off (`--full`).
    let resumes: Bool
    let filter: ForgottenFilter
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncEvent) -> Void
}
