package import Engagement
import FoundationEssentials

/// What a channel has been told, so that it is told everything once.
package struct ChannelMemory: Hashable, Sendable, Codable {
    /// The start of the first run after which the channel could be told something: results of campaigns that were sent later are told.
    /// Nil if only failed updates were told yet.
    package var since: Timestamp?
    package var lastDigest: Timestamp?
    /// Told, and not over.
    package var problems: Set<Problem.ID>
    /// Were to be told, and could not be: told as over where they are by the time a message can be sent.
    package var missed: Set<Problem.ID>
    /// By campaign: the last of ``CampaignResult/marks`` that was told.
    package var results: [CampaignID: Int]
    /// When the last message was sent, or the last ping.
    package var lastSent: Timestamp?

    package init(
        since: Timestamp? = nil, lastDigest: Timestamp? = nil, problems: Set<Problem.ID> = [], missed: Set<Problem.ID> = [],
        results: [CampaignID: Int] = [:], lastSent: Timestamp? = nil
    ) {
        self.since = since
        self.lastDigest = lastDigest
        self.problems = problems
        self.missed = missed
        self.results = results
        self.lastSent = lastSent
    }

    /// What either has been told, and what neither has: commutative, associative and idempotent.
    package func joined(with other: ChannelMemory) -> ChannelMemory {
        ChannelMemory(
            since: [since, other.since].compactMap { $0 }.min(),
            lastDigest: [lastDigest, other.lastDigest].compactMap { $0 }.max(),
            problems: problems.union(other.problems),
            missed: missed.union(other.missed).subtracting(problems).subtracting(other.problems),
            results: results.merging(other.results, uniquingKeysWith: max),
            lastSent: [lastSent, other.lastSent].compactMap { $0 }.max())
    }

    private enum CodingKeys: String, CodingKey {
        case since, lastDigest = "last_digest", problems, missed, results, lastSent = "last_sent"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        since = try container.decodeIfPresent(Timestamp.self, forKey: .since)
        lastDigest = try container.decodeIfPresent(Timestamp.self, forKey: .lastDigest)
        problems = Set(try container.decode([Problem.ID].self, forKey: .problems))
        missed = Set(try container.decodeIfPresent([Problem.ID].self, forKey: .missed) ?? [])
        results = try container.decode([CampaignID: Int].self, forKey: .results)
        lastSent = try container.decodeIfPresent(Timestamp.self, forKey: .lastSent)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(since, forKey: .since)
        try container.encodeIfPresent(lastDigest, forKey: .lastDigest)
        try container.encode(problems.sorted(), forKey: .problems)
        if !missed.isEmpty { try container.encode(missed.sorted(), forKey: .missed) }
        try container.encode(results, forKey: .results)
        try container.encodeIfPresent(lastSent, forKey: .lastSent)
    }
}
