import Engagement
import Metrics
import Sync

/// What `sync --dry-run` prints.
enum PlanText {
    static func text(_ plan: SyncPlan) -> String {
        let rows = plan.campaigns.filter { !$0.walks.isEmpty || $0.fetchesLinks || $0.problem != nil }.map { campaign in
            [
                ProgressBar.clipped(campaign.record.campaign.title, to: 40), campaign.record.id,
                campaign.walks.map(\.rawValue).joined(separator: " "), campaign.fetchesLinks ? "yes" : "",
                Format.count(campaign.requests),
            ]
        }
        let sentence = SyncText.sentence(for: plan)
        let spent = "Lists and summaries took \(counted(plan.requestsSoFar, "request"))."
        guard !rows.isEmpty else { return "\(spent)\n\(sentence)" }
        let table = TextTable(head: ["Campaign", "Id", "Reports", "Links", "Requests"], rows: rows, rightAligned: [4])
        return "\(table.text)\n\n\(spent)\n\(sentence)"
    }
}
