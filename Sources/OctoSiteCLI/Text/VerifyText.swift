import Engagement
import EngagementStore
import Metrics

/// What `verify` prints. The four lines of totals are a contract: scripts read them.
enum VerifyText {
    static func totals(_ counts: Counts) -> String {
        func share(_ number: Int) -> String { "\(Format.count(number)) (\(Format.percent(number, of: counts.participants)))" }
        return """
            Total participants: \(Format.count(counts.participants))
            Opened: \(share(counts.opened))
            Clicked: \(share(counts.clicked))
            Engaged (opened OR clicked): \(share(counts.engaged))
            """
    }

    /// A table with a line for each report; exact ones are left out unless all are asked for.
    static func reconciliation(
        _ reconciliation: AccountReconciliation, records: [CampaignRecord], showsAll: Bool
    ) -> String {
        let titles = Dictionary(records.map { ($0.id, $0.campaign.title) }) { $1 }
        let kinds = reconciliation.campaigns.flatMap(\.kinds)
        let tally = KindReconciliation.State.allCases.compactMap { state in
            let count = kinds.count { $0.state == state }
            return count > 0 ? "\(Format.count(count)) \(Format.state(state))" : nil
        }
        let rows: [[String]] = reconciliation.campaigns.flatMap { campaign in
            let title = titles[campaign.campaignID].map { ProgressBar.clipped($0, to: 40) } ?? ""
            return campaign.kinds.filter { showsAll || $0.state != .exact }.map {
                [title, campaign.campaignID] + cells(of: $0)
            }
        }
        let table = TextTable(
            head: ["Campaign", "Id", "Report", "State", "Stored", "Read", "Summary"], rows: rows, rightAligned: [4, 5, 6])
        let summary =
            "Compared with EmailOctopus: \(counted(reconciliation.campaigns.count, "campaign")), \(counted(kinds.count, "report")): "
            + (tally.isEmpty ? "none" : tally.joined(separator: ", "))
        let rest = [sentence(aboutUnread: reconciliation)].compactMap { $0 } + contradictions(reconciliation)
        return (["", summary] + (rows.isEmpty ? [] : [table.text]) + rest).joined(separator: "\n")
    }

    /// A sentence for all reports that contradict, and one for each tripwire; none for a clean account.
    static func contradictions(_ reconciliation: AccountReconciliation) -> [String] {
        let campaigns = reconciliation.campaigns.filter(\.contradicts)
        let kinds = campaigns.flatMap(\.kinds).filter(\.contradicts)
        var sentences = reconciliation.tripwires.map(\.message)
        if !kinds.isEmpty {
            let verb = kinds.count == 1 ? "does not match EmailOctopus" : "do not match EmailOctopus"
            sentences.append(
                "\(counted(kinds.count, "report")) of \(counted(campaigns.count, "campaign")) \(verb), "
                    + "or could not be read completely; "
                    + "`octo-site verify` lists them.")
        }
        return sentences
    }

    /// How many campaigns no run was asked for; nil where there are none.
    static func sentence(aboutUnread reconciliation: AccountReconciliation) -> String? {
        let count = reconciliation.unread.count
        guard count > 0 else { return nil }
        return
            "\(counted(count, "campaign is", "campaigns are")) not read yet, as no run was asked for them; `octo-site build` reads all."
    }

    /// What the old scripts have written since the last run; empty where there is nothing.
    static func sentences(about traces: LegacyTraces) -> [String] {
        traces.isEmpty
            ? [] : traces.sentences + ["The old scripts have written since the last run. The next `octo-site build` repairs it."]
    }

    private static func cells(of kind: KindReconciliation) -> [String] {
        let state = kind.isAccepted ? "\(Format.state(kind.state)) (accepted)" : Format.state(kind.state)
        let walked = kind.walked.map(Format.count) ?? "–"
        return [kind.kind.rawValue, state, Format.count(kind.stored), walked, expected(kind)]
    }

    private static func expected(_ kind: KindReconciliation) -> String {
        guard let range = kind.expected else { return "–" }
        return range.lowerBound == range.upperBound
            ? Format.count(range.lowerBound) : "\(Format.count(range.lowerBound))–\(Format.count(range.upperBound))"
    }
}
