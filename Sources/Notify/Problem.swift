import Basics
package import Engagement
import Metrics

/// Something that a person should know of at once.
package struct Problem: Hashable, Sendable {
    package var id: ID
    /// The name of the campaign; nil for the account as a whole.
    package var campaign: String?
    package var slug: String?
    /// What is wrong, with its numbers, as a sentence.
    package var text: String

    /// What makes two problems the same one: campaign, report and kind, never their numbers, which may change every night.
    package struct ID: Hashable, Sendable, Codable, Comparable {
        /// Nil for the account as a whole.
        package var campaign: CampaignID?
        package var report: String?
        package var kind: String

        /// Of an update that failed.
        package static let failure = ID(campaign: nil, report: nil, kind: "failed")

        package init(campaign: CampaignID?, report: String?, kind: String) {
            self.campaign = campaign
            self.report = report
            self.kind = kind
        }

        /// What it is about. A report that is short one night and incomplete the next one has not become right in between.
        var place: ID { report == nil || kind.hasPrefix(Self.alarm) ? self : ID(campaign: campaign, report: report, kind: "") }

        static let alarm = "alarm-"

        package static func < (left: ID, right: ID) -> Bool {
            (left.campaign ?? "", left.report ?? "", left.kind) < (right.campaign ?? "", right.report ?? "", right.kind)
        }
    }

    package init(id: ID, campaign: String? = nil, slug: String? = nil, text: String) {
        self.id = id
        self.campaign = campaign
        self.slug = slug
        self.text = text
    }

    /// With the campaign's name before it.
    package var sentence: String { (campaign.map { "“\($0)”: " } ?? "") + text }

    /// All that a reconciliation contradicts: alarms first, then reports, the greatest difference first.
    static func all(in reconciliation: AccountReconciliation, campaigns: [CampaignID: CampaignName]) -> [Problem] {
        let alarms = reconciliation.tripwires.map { tripwire in
            let campaign = tripwire.campaignID.flatMap { campaigns[$0] }
            let text = String(tripwire.message.trimmingPrefix(campaign.map { "“\($0.original)”: " } ?? ""))
            return Problem(
                id: ID(campaign: tripwire.campaignID, report: tripwire.kind?.rawValue, kind: ID.alarm + mark(text)),
                campaign: campaign?.title, slug: campaign?.slug, text: Redaction.everything.redacted(text) ?? text)
        }
        let reports = reconciliation.campaigns.flatMap { campaign in
            campaign.kinds.filter(\.contradicts).map { kind in
                let name = campaigns[campaign.campaignID]
                let problem = Problem(
                    id: ID(campaign: campaign.campaignID, report: kind.kind.rawValue, kind: kind.state.rawValue),
                    campaign: name?.title ?? campaign.campaignID, slug: name?.slug, text: kind.mismatch + ".")
                return (problem: problem, size: kind.mismatchSize)
            }
        }
        return alarms + reports.sorted { ($1.size, $0.problem.id) < ($0.size, $1.problem.id) }.map(\.problem)
    }

    /// Of an alarm's words, without its numbers.
    private static func mark(_ text: String) -> String {
        FNV1a.hash(text.filter { $0.isLetter }).padded(to: 16, radix: 16)
    }
}

/// How messages call a campaign.
struct CampaignName {
    /// As it is stored.
    var original: String
    /// Without addresses.
    var title: String
    var slug: String

    init(_ record: CampaignRecord) {
        original = record.campaign.title
        title = Redaction.everything.redacted(original) ?? original
        slug = record.slug
    }
}
