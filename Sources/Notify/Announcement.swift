import Engagement

/// What one channel is told after one night. A pure function of the night and of what the channel was told before: the same are told
/// once, however often a run is repeated.
package struct Announcement: Hashable, Sendable {
    /// The channel's first message.
    package var isWelcome = false
    /// Sums and next steps are told, too: a welcome or the weekly digest.
    package var isDigest = false
    package var problems: [Problem] = []
    /// Problems that are over.
    package var over: [Over] = []
    package var results: [CampaignResult] = []

    package struct Over: Hashable, Sendable {
        package var id: Problem.ID
        /// The name of the campaign, or its id where the store has it no more; nil for the account as a whole.
        package var campaign: String?
        /// False where it began and ended while no message could be sent.
        package var wasTold = true
    }

    /// In seconds: seven days less half a day, as a nightly job does not begin at the same second each night.
    static let digestInterval: Int64 = 7 * 86_400 - 43_200

    var isEmpty: Bool { !isDigest && problems.isEmpty && over.isEmpty && results.isEmpty }

    /// What is due, and what the channel is to remember then.
    package struct Due: Hashable, Sendable {
        /// Nil if there is nothing to tell.
        package var announcement: Announcement?
        /// To be remembered once the announcement has been sent.
        package var told: ChannelMemory
        /// To be remembered where there was nothing to tell, or it could not be sent: then it is due in the next run again.
        package var untold: ChannelMemory
    }

    /// - Parameter memory: nil for a channel that has been told nothing yet.
    package static func due(after night: Night, _ memory: ChannelMemory?, topics: Set<Channel.Topic>) -> Due {
        var untold = memory ?? ChannelMemory()
        if night.isWhole, untold.since == nil { untold.since = night.startedAt }
        var told = untold
        var announcement = Announcement()
        if topics.contains(.problem) { announcement.tellProblems(of: night, &told) }
        if night.isWhole, topics.contains(.campaign) { announcement.tellResults(of: night, &told) }
        if night.isWhole, topics.contains(.digest) { announcement.tellDigest(of: night, &told) }
        guard !announcement.isEmpty else { return Due(announcement: nil, told: told, untold: told) }
        told.lastSent = night.startedAt
        untold.missed.formUnion(announcement.problems.map(\.id))
        return Due(announcement: announcement, told: told, untold: untold)
    }

    private mutating func tellProblems(of night: Night, _ memory: inout ChannelMemory) {
        problems = night.problems.filter { !memory.problems.contains($0.id) }
        if night.isWhole {
            let wrong = Set(night.problems.map(\.id.place))
            let gone = memory.problems.filter { !wrong.contains($0.place) }
            let told = Set(gone.map(\.place))
            let missed = Set(memory.missed.map(\.place)).subtracting(wrong).subtracting(told)
            over = told.union(missed).sorted().map { place in
                Over(id: place, campaign: place.campaign.map { night.titles[$0] ?? $0 }, wasTold: told.contains(place))
            }
            memory.problems.subtract(gone)
            memory.missed = []
        }
        memory.missed.subtract(problems.map(\.id))
        memory.problems.formUnion(problems.map(\.id))
    }

    private mutating func tellResults(of night: Night, _ memory: inout ChannelMemory) {
        let since = memory.since ?? night.startedAt
        for campaign in night.campaigns where campaign.sentAt > since {
            guard let mark = campaign.mark, mark > memory.results[campaign.id] ?? 0 else { continue }
            results.append(campaign)
            memory.results[campaign.id] = mark
        }
        let known = Set(night.campaigns.map(\.id))
        memory.results = memory.results.filter { known.contains($0.key) }
    }

    private mutating func tellDigest(of night: Night, _ memory: inout ChannelMemory) {
        if let last = memory.lastDigest, night.startedAt.seconds - last.seconds < Self.digestInterval { return }
        isDigest = true
        isWelcome = memory.lastDigest == nil
        memory.lastDigest = night.startedAt
    }
}
