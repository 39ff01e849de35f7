import Basics
import Engagement
import EngagementStore
import HTTP
import Metrics
import Sync

/// Sentences about a sync.
enum SyncText {
    static func sentence(for plan: SyncPlan) -> String {
        guard plan.requestsToCome > 0 else { return "Every report matches EmailOctopus: nothing needs to be read." }
        let time =
            plan.rateLimit.isUnlimited ? "" : ", at least \(DurationText.text(plan.shortestTimeToCome)) under the rate limit"
        let reason = plan.isFull ? " (everything)" : ""
        let what =
            plan.walks == 0
            ? "Every report matches EmailOctopus; for lists and links" : "\(counted(plan.walks, "report")) to read\(reason)"
        return "\(what): about \(counted(plan.requestsToCome, "request"))\(time)."
    }

    static func sentence(for result: CampaignResult, of campaign: Campaign) -> String {
        let rows = result.certificates.reduce(0) { $0 + $1.rows }
        return "\(ProgressBar.clipped(campaign.title, to: 120)): \(counted(rows, "row")), \(result.outcome.gained.words)"
    }

    static func sentence(for run: Run) -> String {
        let seconds = (run.endedAt ?? run.startedAt).seconds - run.startedAt.seconds
        return
            "Run \(run.number) (\(run.id)): \(counted(run.requests, "request")) in \(DurationText.text(seconds: Double(seconds))); "
            + "\(run.gained.words)."
    }
}
