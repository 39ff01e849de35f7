import Engagement
import Markdown
import Metrics

/// Where stored rows contradict the provider's totals, in sentences.
struct Contradictions {
    private struct Finding {
        var campaign: CampaignNames.Name?
        var text: String
        /// The same in Markdown.
        var markdown: String
    }

    private let findings: [Finding]

    /// - Parameter campaign: leaves out all other campaigns; nil for all.
    init(_ reconciliation: AccountReconciliation, names: CampaignNames, only campaign: CampaignID? = nil) {
        let isMeant = { (id: CampaignID?) in campaign == nil || id == campaign }
        let tripwires = reconciliation.tripwires.filter { isMeant($0.campaignID) }.map { tripwire in
            // A finding begins with the campaign's name, which the message has, too.
            let campaign = tripwire.campaignID.map { names[$0] }
            let text = String(tripwire.message.trimmingPrefix(campaign.map { "“\($0.title)”: " } ?? ""))
            return Finding(campaign: campaign, text: text, markdown: MarkdownEscape.text(text))
        }
        let kinds = reconciliation.campaigns.filter { isMeant($0.campaignID) }.flatMap { campaign in
            campaign.kinds.filter(\.contradicts).map { kind in
                Finding(
                    campaign: names[campaign.campaignID], text: Self.sentence(kind) { $0 },
                    markdown: Self.sentence(kind, escape: MarkdownEscape.text))
            }
        }
        findings = tripwires + kinds
    }

    var isEmpty: Bool { findings.isEmpty }
    var count: Int { findings.count }

    var sentences: [String] {
        findings.map { finding in (finding.campaign.map { "“\($0.title)”: " } ?? "") + finding.text }
    }

    /// With links to the campaigns' pages.
    /// - Parameter limit: how many are listed before “and … more”.
    func markdown(root: String, limit: Int = 8) -> [String] {
        let shown = findings.prefix(limit).map { finding in
            guard let campaign = finding.campaign else { return finding.markdown }
            let title = MarkdownEscape.text(campaign.title)
            return campaign.slug.isEmpty
                ? "\(title): \(finding.markdown)"
                : "[\(title)](\(root)\(SitePage.campaign(slug: campaign.slug).html)): \(finding.markdown)"
        }
        return findings.count > limit ? shown + ["and \(findings.count - limit) more"] : shown
    }

    private static func sentence(_ kind: KindReconciliation, escape: (String) -> String) -> String {
        let expected =
            kind.expected.map { range in
                range.lowerBound == range.upperBound
                    ? Format.count(range.lowerBound)
                    : "\(Format.count(range.lowerBound)) to \(Format.count(range.upperBound))"
            } ?? "nothing"
        let report = "the report “\(kind.kind.rawValue)” is"
        switch kind.state {
        case .short:
            return "\(report) short: \(counted(kind.stored, "row is", "rows are")) stored, the provider's total says \(expected)."
        case .over:
            let rows = counted(kind.walked ?? kind.stored, "row was", "rows were")
            return "\(report) over: \(rows) listed, the provider's total says \(expected)."
        default:
            return "\(report) incomplete: \(escape(kind.certificate?.problem ?? "no walk has come to its end."))"
        }
    }
}
