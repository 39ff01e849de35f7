import Engagement
import Metrics

/// `data/runs.json`: every run, oldest first.
struct RunsJSON {
    let text: String

    init(_ account: AccountMetrics) {
        text = JSON.array(account.runs.map { .object($0.members + [("totals", $0.totals?.json ?? .null)]) }).text(
            depth: 1)
    }
}
