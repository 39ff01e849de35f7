import Engagement
import Metrics

/// Phrases of several pages, without markup.
enum Phrases {
    /// `+312 since 1 Nov 2026`
    static func since(_ change: Int, _ time: String?) -> String {
        let since = time.map { " since \($0)" } ?? ""
        return change == 0 ? "no change\(since)" : Format.change(change) + since
    }

    /// How many reports match; nil where something does not, or nothing was compared.
    static func proof(_ reconciliation: AccountReconciliation) -> String? {
        let kinds = reconciliation.campaigns.flatMap(\.kinds)
        guard !reconciliation.contradicts, !kinds.isEmpty else { return nil }
        let exact = kinds.count { $0.state == .exact }
        let unread = reconciliation.unread.count
        let notRead = unread == 0 ? "" : "; \(counted(unread, "campaign")) not read yet, as no update was asked for them"
        if exact == kinds.count { return "all \(counted(exact, "report")) match EmailOctopus' totals\(notRead)" }
        let others = KindReconciliation.State.allCases.filter { $0 != .exact }.compactMap { state in
            let count = kinds.count { $0.state == state }
            return count == 0 ? nil : "\(Format.count(count)) \(Format.state(state))"
        }
        return "\(Format.count(exact)) of \(counted(kinds.count, "report")) match EmailOctopus' totals; "
            + others.joined(separator: ", ") + notRead
    }

    /// Nil where none is.
    static func excluded(_ campaigns: [CampaignMetrics]) -> String? {
        let excluded = campaigns.count(where: \.isExcluded)
        return excluded == 0 ? nil : "\(counted(excluded, "campaign is", "campaigns are")) kept out of the account's numbers"
    }

    static func vanished(_ vanished: [ReportKind: Int]) -> String? {
        let parts = ReportKind.allCases.compactMap { kind in
            (vanished[kind] ?? 0) > 0
                ? "\(Format.count(vanished[kind] ?? 0)) \(UnknownReason.rows(kind, vanished[kind] ?? 0))" : nil
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Nil where there are none. The rates with and without them, where they are more than 1% of the opens.
    static func automatedOpens(_ opens: AutomatedOpens) -> String? {
        guard opens.count > 0 else { return nil }
        let when =
            "\(counted(opens.count, "open")) (\(Format.percent(opens.share)) of all) came within \(AutomatedOpens.seconds) seconds of sending"
        guard opens.isNotable else { return when }
        return when + "; without them the open rate is \(Format.percent(opens.without)) instead of \(Format.percent(opens.with))"
    }
}
