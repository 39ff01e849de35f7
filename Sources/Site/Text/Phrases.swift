import Engagement
import Metrics

/// Phrases of several pages, without markup.
enum Phrases {
    /// `+312 since run 11`
    static func since(_ change: Int, _ run: Run?) -> String {
        let run = run.map { " since run \(Format.count(Int($0.number)))" } ?? ""
        return change == 0 ? "no change\(run)" : Format.change(change) + run
    }

    /// How many reports match; nil where something contradicts, or nothing was compared.
    static func proof(_ reconciliation: AccountReconciliation) -> String? {
        let kinds = reconciliation.campaigns.flatMap(\.kinds)
        guard !reconciliation.contradicts, !kinds.isEmpty else { return nil }
        let proven = kinds.count { $0.state == .exact }
        let others = KindReconciliation.State.allCases.filter { $0 != .exact }.compactMap { state in
            let count = kinds.count { $0.state == state }
            return count == 0 ? nil : "\(Format.count(count)) \(state.rawValue.replacing("_", with: " "))"
        }
        let rest = others.isEmpty ? "" : "; " + others.joined(separator: ", ")
        let unread = reconciliation.unread.count
        let notRead = unread == 0 ? "" : "; \(counted(unread, "campaign")) not read yet, as no run was asked for them"
        return "\(Format.count(proven)) of \(counted(kinds.count, "report")) exactly as the provider counts them\(rest)\(notRead)"
    }

    /// Nil where none is.
    static func excluded(_ campaigns: [CampaignMetrics]) -> String? {
        let excluded = campaigns.count(where: \.isExcluded)
        return excluded == 0 ? nil : "\(counted(excluded, "campaign is", "campaigns are")) kept out of the account's numbers"
    }

    static func vanished(_ vanished: [ReportKind: Int]) -> String? {
        let parts = ReportKind.allCases.compactMap { kind in
            (vanished[kind] ?? 0) > 0 ? "\(Format.count(vanished[kind] ?? 0)) \(kind.rawValue)" : nil
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Nil where there are none.
    static func quickOpens(_ opens: QuickOpens) -> String? {
        guard opens.count > 0 else { return nil }
        return
            "\(counted(opens.count, "open")) of \(Format.count(opens.rate.denominator)) (\(Format.percent(opens.rate)), "
            + "95% interval \(Format.interval(opens.rate))) came within \(counted(opens.seconds, "second")) of sending"
    }
}
