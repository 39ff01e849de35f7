package import Engagement

/// What a webhook of the format `json` gets. Members are added, never renamed or removed; what is not known is null.
package struct Payload: Hashable, Sendable, Encodable {
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

    package struct ToldProblem: Hashable, Sendable, Encodable {
        package var campaignID: CampaignID?
        package var campaign: String?
        package var report: String?
        package var kind: String
        package var text: String
        package var url: String?

        private enum CodingKeys: String, CodingKey { case campaignID = "campaign_id", campaign, report, kind, text, url }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(campaignID, forKey: .campaignID)
            try container.encode(campaign, forKey: .campaign)
            try container.encode(report, forKey: .report)
            try container.encode(kind, forKey: .kind)
            try container.encode(text, forKey: .text)
            try container.encode(url, forKey: .url)
        }
    }

    package struct Result: Hashable, Sendable, Encodable {
        package var campaignID: CampaignID
        package var campaign: String
        package var ageInHours: Int
        package var sentence: String
        package var url: String?

        private enum CodingKeys: String, CodingKey {
            case campaignID = "campaign_id", campaign, ageInHours = "age_hours", sentence, url
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(campaignID, forKey: .campaignID)
            try container.encode(campaign, forKey: .campaign)
            try container.encode(ageInHours, forKey: .ageInHours)
            try container.encode(sentence, forKey: .sentence)
            try container.encode(url, forKey: .url)
        }
    }

    package struct Step: Hashable, Sendable, Encodable {
        package var finding: String
        package var advice: String
    }

    package struct Totals: Hashable, Sendable, Encodable {
        package var campaigns: Int
        package var participants: Int
        package var opened: Int
        package var clicked: Int
        package var people: Int
        package var mismatchedReports: Int

        private enum CodingKeys: String, CodingKey {
            case campaigns, participants, opened, clicked, people, mismatchedReports = "mismatched_reports"
        }
    }

    package struct Links: Hashable, Sendable, Encodable {
        package var site: String?
        package var dataCheck: String?

        private enum CodingKeys: String, CodingKey { case site, dataCheck = "data_check" }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(site, forKey: .site)
            try container.encode(dataCheck, forKey: .dataCheck)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case event, site, run, headline, sentence, problems, problemCount = "problem_count", over, results
        case nextSteps = "next_steps"
        case totals, links
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event, forKey: .event)
        try container.encode(site, forKey: .site)
        try container.encode(run, forKey: .run)
        try container.encode(headline, forKey: .headline)
        try container.encode(sentence, forKey: .sentence)
        try container.encode(problems, forKey: .problems)
        try container.encode(problemCount, forKey: .problemCount)
        try container.encode(over, forKey: .over)
        try container.encode(results, forKey: .results)
        try container.encode(nextSteps, forKey: .nextSteps)
        try container.encode(totals, forKey: .totals)
        try container.encode(links, forKey: .links)
    }
}
