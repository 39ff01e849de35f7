package import Engagement

/// How the simulated provider answers: a choice for everything that its documentation leaves open, and for what goes
/// wrong with real ones. The defaults are a well-behaved provider without a limit.
package struct SimulatorOptions: Sendable {
    package static let v2Key = "eo_simulated-key"
    package static let v16Key = "00000000-0000-4000-8000-000000000000"

    /// Each is good for both versions, as the provider's newer keys are.
    package var keys: Set<String> = [v2Key, v16Key]

    // MARK: Open questions

    /// Rows a page where no `limit` is asked for, and at most.
    package var pageSize = 100
    package var lastPage = LastPage.documented
    package var reportOrder = ReportOrder.oldestFirst
    /// One row a contact, or one an event (a contact who opened three times is three rows).
    package var rowsPerEvent = false
    /// `contact.deleted` also on contacts that are not (v1.6).
    package var showsDeletedAlways = false
    /// A deleted contact's address in v2's reports: left out instead of null.
    package var omitsDeletedAddress = false
    /// The free plan: no `occurred_at` for campaigns older than 30 days.
    package var isFreePlan = false
    /// v2's `counts` as an array of one object, as its specification has it, instead of an object.
    package var countsAsArray = false
    package var contactStatus = ReportedStatus.subscribed
    /// v1.6's status for `CAMPAIGN_NOT_SENT` and `CAMPAIGN_FEATURE_DISABLED`: 403 or 400.
    package var notSentStatus = 403
    /// A campaign under way has the reports so far, instead of 403.
    package var reportsWhileSending = false
    /// Campaigns that don't track a kind (`opened`, `clicked`): `CAMPAIGN_FEATURE_DISABLED`.
    package var untracked: [CampaignID: Set<ReportKind>] = [:]

    // MARK: Time

    package var latency = Duration.zero
    /// Nil: unlimited.
    package var limit: RateLimit?
    /// So many seconds of the account's day pass with every request, and bring new opens and clicks of recent
    /// campaigns.
    package var secondsPerRequest = 0

    // MARK: Contradictions

    /// Fresh campaigns' summaries (sent within three days) claim so many opens more than their reports list.
    package var summaryDrift = 0
    /// Summaries that claim more (or, negative, fewer) contacts of a kind than the report lists.
    package var inflated: [CampaignID: [ReportKind: Int]] = [:]
    /// Reports that stay empty, whatever the summary says.
    package var emptied: [CampaignID: Set<ReportKind>] = [:]
    package var forgetting = Forgetting.nothing

    // MARK: Faults

    /// Rows of the page before that each page of a report repeats.
    package var repeatedRows = 0
    package var cursors = Cursors.endWell
    /// After the last row comes a link to one more page, which is empty.
    package var hasExtraEmptyPage = false
    package var faults: Faults?
    /// Keep the targets of all requests, without the key, for ``SimulatedServer/targets``.
    package var recordsTargets = false

    package init() {}

    /// What `paging` is on the last page.
    package enum LastPage: String, Sendable, CaseIterable {
        /// v1.6: `[]` for reports, `next: null` for the rest; v2: `{}`.
        case documented
        /// `{}`
        case absent
        /// `{"next": null}`
        case null
        /// `{"next": {}}` on v2, `{"next": ""}` on v1.6.
        case emptyNext = "empty-next"
        /// `[]`
        case emptyArray = "empty-array"
    }

    package enum ReportOrder: String, Sendable, CaseIterable {
        case oldestFirst = "oldest-first"
        case newestFirst = "newest-first"
    }

    /// `contact.status` in v1.6's report rows.
    package enum ReportedStatus: String, Sendable, CaseIterable {
        /// Always `SUBSCRIBED`, as the real service seems to do.
        case subscribed
        case actual
        case null
    }

    /// The provider dropping rows that it once had: the same third of the contacts everywhere.
    package enum Forgetting: String, Sendable, CaseIterable {
        case nothing
        /// Summaries go on as before.
        case rows
        case rowsAndSummaries = "rows-and-summaries"
    }

    /// Where the cursors of reports and contacts lead.
    package enum Cursors: String, Sendable, CaseIterable {
        case endWell = "end-well"
        /// After the last page comes the first again.
        case loopAtEnd = "loop-at-end"
        /// After the second page comes the first again: the rest is never reached.
        case loopMidway = "loop-midway"
    }
}

/// A token bucket for the whole account, whichever version is asked.
package struct RateLimit: Hashable, Sendable {
    package var perSecond: Double
    package var burst: Int
    /// Going over blocks v1.6 for so long; v2 only until there is a token.
    package var blockSeconds: Double
    package var retryAfter: RetryAfter
    /// 429 comes as a web page from the edge, not as JSON.
    package var isHTML: Bool

    package init(
        perSecond: Double, burst: Int, blockSeconds: Double = 0, retryAfter: RetryAfter = .seconds, isHTML: Bool = false
    ) {
        self.perSecond = perSecond
        self.burst = burst
        self.blockSeconds = blockSeconds
        self.retryAfter = retryAfter
        self.isHTML = isHTML
    }

    /// v2 as documented: 100 tokens, 10 more a second.
    package static let documented = RateLimit(perSecond: 10, burst: 100)
    /// v1.6 as documented in one of two copies: 10 a second, and a minute's block beyond.
    package static let v16 = RateLimit(perSecond: 10, burst: 10, blockSeconds: 60, retryAfter: .none)

    /// What `X-RateLimit-Retry-After` holds.
    package enum RetryAfter: String, Sendable, CaseIterable { case seconds, timestamp, none }
}

/// Failures of single requests: which ones fail is told by the seed, the target and how often it was asked for, so
/// the same walk meets the same failures in whatever order it runs.
package struct Faults: Hashable, Sendable {
    package var seed: UInt64
    /// The share of requests that fail.
    package var share: Double
    /// No target fails more often than that: a client with 8 attempts gets through.
    package var perTarget: Int
    package var kinds: [Kind]
    /// How long a hanging request is held before its connection is dropped.
    package var hang: Duration

    package init(
        seed: UInt64 = 1, share: Double = 0.1, perTarget: Int = 3, kinds: [Kind] = Kind.allCases,
        hang: Duration = .seconds(60)
    ) {
        self.seed = seed
        self.share = share
        self.perTarget = perTarget
        self.kinds = kinds
        self.hang = hang
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// 500 in the version's own words.
        case serverError = "500"
        /// 503 as a web page from the edge.
        case unavailable = "503-html"
        /// The connection closes without a byte.
        case dropped
        /// The connection closes in the middle of the body.
        case truncated
        /// 200 with a Content-Length that fits, but the JSON stops in the middle.
        case cutJSON = "cut-json"
        /// 200 with a web page.
        case webPage = "200-html"
        case hang
        case tooManyRequests = "429"
    }
}
