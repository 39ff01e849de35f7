import EmailOctopus
import Engagement
import EngagementStore

/// What every part of one sync works with.
struct SyncContext: Sendable {
    let source: any ReportSource
    let store: any EngagementStore
    let run: RunNumber
    let filter: ForgottenFilter
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncEvent) -> Void
}
