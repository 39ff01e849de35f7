/// What a walk through one report proves: how it ended, what it read, and the provider's summary before and after. Only a
/// complete walk may count as a total.
package struct Certificate: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var run: RunNumber
    package var pages: Int
    package var rows: Int
    /// Distinct contacts over all parts of a resumed walk, including forgotten ones.
    package var distinct: Int
    /// Of ``distinct``, contacts that `forget` has removed: they are counted and not stored.
    package var forgotten: Int
    package var ending: Ending
    /// The provider's count of this report before and after the walk; nil if no summary could be read.
    package var expectedBefore: Int?
    package var expectedAfter: Int?
    /// True if the walk continued one that broke off in an earlier run.
    package var isResumed: Bool
    package var endedAt: Timestamp
    /// Why it broke off, as a sentence for a person; nil for a complete walk.
    package var problem: String?

    package init(
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

    package enum Ending: String, Sendable, Codable {
        /// It reached the last page.
        case complete
        /// The pages led in a circle, but with as many distinct contacts as the summary says.
        case completeLoop = "complete_loop"
        /// It reached the last page, but some rows could not be read.
        case partial
        /// The same as the ``partial`` walk before it, in another run and under the same summary: those rows are lost for good.
        case partialTwice = "partial_twice"
        /// It was stopped because it had read far more contacts than there can be.
        case unbounded
        /// The pages led in a circle before all contacts were read.
        case looped
        /// It broke off; what it read is kept.
        case broken
        /// The provider has no report yet (403 or 404 for a campaign that is still being sent).
        case notYet = "not_yet"
        /// The provider doesn't keep this report (tracking switched off).
        case disabled
    }

    package var isComplete: Bool { ending == .complete || ending == .completeLoop }
}
