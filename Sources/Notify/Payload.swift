package import Engagement

/// What a webhook of the format `json` gets. Members are added, never renamed or removed; what is not known is null.
package struct Payload: Hashable, Sendable {
    package var event: Event
    package var site: String
    /// The id of the run; null for an update that failed.
    package var run: String?
    package var headline: String
    package var sentence: String
    /// New ones, the gravest first, at most three.
    package var problems: [ToldProblem]
    /// How many new ones there are.
    package var problemCount: Int
    package var over: [String]
    package var results: [Result]
    package var nextSteps: [Step]
    package var totals: Totals?
    package var links: Links

    package struct ToldProblem: Hashable, Sendable {
        package var campaignID: CampaignID?
        package var campaign: String?
        package var report: String?
        package var kind: String
        package var text: String
        package var url: String?
    }

    package struct Result: Hashable, Sendable {
        package var campaignID: CampaignID
        package var campaign: String
        package var ageInHours: Int
        package var sentence: String
        package var url: String?
    }

    package struct Step: Hashable, Sendable {
        package var finding: String
        package var advice: String
    }

    package struct Totals: Hashable, Sendable {
        package var campaigns: Int
        package var participants: Int
        package var opened: Int
        package var clicked: Int
        package var people: Int
        package var mismatchedReports: Int
    }

    package struct Links: Hashable, Sendable {
        package var site: String?
        package var dataCheck: String?
    }
}

extension Payload {
    package var json: JSON {
        .object([
            ("event", .string(event.rawValue)), ("site", .string(site)), ("run", .string(run)), ("headline", .string(headline)),
            ("sentence", .string(sentence)), ("problems", .array(problems.map(\.json))),
            ("problem_count", .integer(problemCount)),
            ("over", .array(over.map { .string($0) })), ("results", .array(results.map(\.json))),
            ("next_steps", .array(nextSteps.map(\.json))), ("totals", totals?.json ?? .null), ("links", links.json),
        ])
    }
}

extension Payload.ToldProblem {
    fileprivate var json: JSON {
        .object([
            ("campaign_id", .string(campaignID)), ("campaign", .string(campaign)), ("report", .string(report)),
            ("kind", .string(kind)), ("text", .string(text)), ("url", .string(url)),
        ])
    }
}

extension Payload.Result {
    fileprivate var json: JSON {
        .object([
            ("campaign_id", .string(campaignID)), ("campaign", .string(campaign)), ("age_hours", .integer(ageInHours)),
            ("sentence", .string(sentence)), ("url", .string(url)),
        ])
    }
}

extension Payload.Step {
    fileprivate var json: JSON { .object([("finding", .string(finding)), ("advice", .string(advice))]) }
}

extension Payload.Totals {
    fileprivate var json: JSON {
        .object([
            ("campaigns", .integer(campaigns)), ("participants", .integer(participants)), ("opened", .integer(opened)),
            ("clicked", .integer(clicked)), ("people", .integer(people)), ("mismatched_reports", .integer(mismatchedReports)),
        ])
    }
}

extension Payload.Links {
    fileprivate var json: JSON { .object([("site", .string(site)), ("data_check", .string(dataCheck))]) }
}
