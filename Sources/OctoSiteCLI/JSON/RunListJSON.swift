import Engagement
import Workflows

/// What `runs --json` and `runs show --json` print.
enum RunListJSON {
    static func list(_ runs: [Run]) -> JSON { .array(runs.map { .object(members(of: $0)) }) }

    static func run(_ details: RunDetails) -> JSON {
        .object(
            members(of: details.run) + [
                ("walks", .array(details.certificates.map { json($0, title: details.titles[$0.campaignID]) })),
                (
                    "campaigns",
                    details.reconciliation.map { reconciliation in
                        .array(reconciliation.campaigns.map { .object([("id", .string($0.campaignID))] + $0.members) })
                    } ?? .null
                ),
            ])
    }

    /// The same members as in `data/runs.json`.
    private static func members(of run: Run) -> [(String, JSON)] { run.members + [("totals", run.totals?.json ?? .null)] }

    private static func json(_ certificate: Certificate, title: String?) -> JSON {
        .object([
            ("campaign_id", .string(certificate.campaignID)), ("campaign_name", .string(title)),
            ("report", .string(certificate.kind.rawValue)), ("ending", .string(certificate.ending.rawValue)),
            ("pages", .integer(certificate.pages)), ("rows", .integer(certificate.rows)),
            ("distinct", .integer(certificate.distinct)), ("expected_before", .integer(certificate.expectedBefore)),
            ("expected_after", .integer(certificate.expectedAfter)), ("ended_at", .time(certificate.endedAt)),
            ("problem", .string(certificate.problem)),
        ])
    }
}
