import Engagement
import Metrics

/// `data/campaigns.json`: every campaign with reports, in the order of sending.
struct CampaignsJSON {
    let text: String

    init(_ account: AccountMetrics) { text = JSON.array(account.campaigns.map(Self.json)).text(depth: 2) }

    private static func json(_ campaign: CampaignMetrics) -> JSON {
        let record = campaign.record
        return .object(
            [
                ("id", .string(record.id)), ("name", .string(record.campaign.name)), ("slug", .string(record.slug)),
                ("subject", .string(record.campaign.subject)), ("status", .string(record.campaign.status.rawValue)),
                ("sent_at", .time(record.campaign.sentAt)), ("excluded", .flag(campaign.isExcluded)),
                ("lists", .array(campaign.lists.map { .object([("id", .string($0.id)), ("name", .string($0.name))]) })),
                ("counts", campaign.counts.json), ("summary", record.summary?.json ?? .null),
                ("rates", campaign.rates.json),
                ("hard_bounce_rate", campaign.hardBounce.json),
                ("reconciliation", campaign.reconciliation?.json ?? unproven),
            ] + campaign.verdicts.members)
    }

    private static var unproven: JSON {
        .object([("state", .string("unproven")), ("contradicts", .flag(false)), ("kinds", .object([]))])
    }
}
