/// What a walk through one report proves: how far it came, what it saw, and what the provider's summary said
/// before and after. Only a complete walk may count as a total.
public struct Certificate: Hashable, Sendable, Codable {
    public var campaignID: CampaignID
    public var kind: ReportKind
    public var run: RunNumber
    public var pages: Int
    public var rows: Int
    /// Distinct contacts, over all parts of a resumed walk, forgotten ones included.
    public var distinct: Int
    /// Of ``distinct``, those whom `forget` has removed: seen and dropped again.
    public var forgotten: Int
    public var ending: Ending
    /// The provider's count of this report before and after the walk; nil where no summary could be read.
    public var expectedBefore: Int?
    public var expectedAfter: Int?
    /// True if the walk began where an earlier run's had broken off.
    public var isResumed: Bool
    public var endedAt: Timestamp
    /// Why it broke, in a sentence for a person; nil for a complete walk.
    public var problem: String?

    public init(
        campaignID: CampaignID, kind: ReportKind, run: RunNumber, pages: Int = 0, rows: Int = 0, distinct: Int = 0,
        forgotten: Int = 0, ending: Ending, expectedBefore: Int? = nil, expectedAfter: Int? = nil,
        isResumed: Bool = false, endedAt: Timestamp, problem: String? = nil
    ) {
        self.campaignID = campaignID
        self.kind = kind
        self.run = run
        self.pages = pages
        self.rows = rows
        self.distinct = distinct
        self.forgotten = forgotten
        self.ending = ending
        self.expectedBefore = expectedBefore
        self.expectedAfter = expectedAfter
        self.isResumed = isResumed
        self.endedAt = endedAt
        self.problem = problem
    }

    public enum Ending: String, Sendable, Codable {
        /// Reached the last page.
        case complete
        /// Led in a circle, but with as many distinct contacts as the summary says.
        case completeLoop = "complete_loop"
        /// Led in a circle before it had them all.
        case looped
        /// Broke off; what it found is kept.
        case broken
        /// The provider has no report yet (403 or 404 for a campaign that is still being sent).
        case notYet = "not_yet"
        /// The provider doesn't keep this report (tracking switched off).
        case disabled
    }

    public var isComplete: Bool { ending == .complete || ending == .completeLoop }
}

/// A walk that has not come to its end: where it goes on. Only the cursor's value is kept, as a v1.6 link holds the key.
public struct OpenWalk: Hashable, Sendable {
    public var campaignID: CampaignID
    public var kind: ReportKind
    public var run: RunNumber
    public var cursor: String
    public var pages: Int
    public var rows: Int
    public var seen: ContactSet

    public init(
        campaignID: CampaignID, kind: ReportKind, run: RunNumber, cursor: String, pages: Int, rows: Int, seen: ContactSet
    ) {
        self.campaignID = campaignID
        self.kind = kind
        self.run = run
        self.cursor = cursor
        self.pages = pages
        self.rows = rows
        self.seen = seen
    }

    public static func == (left: OpenWalk, right: OpenWalk) -> Bool {
        left.campaignID == right.campaignID && left.kind == right.kind && left.cursor == right.cursor
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(campaignID)
        hasher.combine(kind)
    }
}
