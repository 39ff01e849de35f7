import Engagement
import EngagementStore
import Workflows

/// What `verify --json` prints: the words of the data files, not of people.
enum VerifyJSON {
    static func json(_ result: VerifyWorkflow.Result) -> JSON {
        let records = Dictionary(result.campaigns.map { ($0.id, $0) }) { $1 }
        return .object([
            ("contradicts", .flag(result.contradicts)), ("totals", result.counts.json),
            (
                "campaigns",
                .array(
                    result.reconciliation.campaigns.map { campaign in
                        .object(
                            [
                                ("id", .string(campaign.campaignID)),
                                ("name", .string(records[campaign.campaignID]?.campaign.title)),
                                ("slug", .string(records[campaign.campaignID]?.slug)),
                            ] + campaign.members)
                    })
            ),
            ("alarms", .array(result.reconciliation.tripwires.map { .string($0.message) })),
            ("legacy_traces", .array(result.traces.sentences.map { .string($0) })),
        ])
    }
}
