import Engagement
import Metrics

/// `assets/compare-data.js`: how opens and clicks of the newest campaigns came in, as a script, so that the page that compares them
/// works from a folder, too.
struct ComparisonScript {
    /// Older ones can't be chosen.
    static let most = 300

    let text: String

    init(_ account: AccountMetrics) {
        let campaigns = account.campaigns.suffix(Self.most).reversed().compactMap { Self.json($0) }
        text = "octoSiteCampaigns(\(JSON.array(campaigns).text(depth: 1).dropLast()));\n"
    }

    /// Nil for a campaign that can't be compared at any age.
    private static func json(_ campaign: CampaignMetrics) -> JSON? {
        let measured = campaign.measured
        guard let age = measured.age?.comparing, age >= 1, let sentAt = campaign.sentAt else { return nil }
        let hours = HourCurve.shownHours.filter { $0 <= age }
        let curve = { (response: ResponseKind) -> JSON in
            guard measured.rate(response, atAge: age) != nil else { return .null }
            return .array(hours.map { .integer(measured.rate(response, atAge: $0)?.numerator) })
        }
        return .object([
            ("slug", .string(campaign.slug)), ("name", .string(campaign.title)), ("sent_at", .time(sentAt)),
            ("age", .integer(age)), ("delivered", .integer(measured.delivered)), ("hours", .array(hours.map { .integer($0) })),
            ("opened", curve(.open)), ("clicked", curve(.click)),
        ])
    }
}
