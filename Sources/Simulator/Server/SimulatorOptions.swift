package import Engagement

/// How the simulated provider answers: an option for each question that the documentation leaves open, and for each failure
/// of real providers. By default there are no failures and no limit.
package struct SimulatorOptions: Sendable {
    package static let v2Key = "eo_simulated-key"
    package static let v16Key = "00000000-0000-4000-8000-000000000000"

    /// Each key opens both versions, as the provider's newer keys do.
    package var keys: Set<String> = [v2Key, v16Key]

    // MARK: Open questions

    /// Rows of a page if no `limit` is asked for, and the most for any `limit`.
    package var pageSize = 100
    package var lastPage = LastPage.documented
    package var reportOrder = ReportOrder.oldestFirst
    /// True for one row an event (a contact who opened three times has three rows), false for one row a contact.
    package var rowsPerEvent = false
    /// `contact.deleted` also on contacts that are not deleted (v1.6).
    package var showsDeletedAlways = false
    /// A deleted contact's address in v2's reports is left out instead of null.
    package var omitsDeletedAddress = false
    /// The free plan: no `occurred_at` for campaigns older than 30 days.
    package var isFreePlan = false
    /// v2's `counts` as an array of one object, as its specification has it, instead of an object.
    package var countsAsArray = false
    package var contactStatus = ReportedStatus.subscribed
    /// v1.6's status for `CAMPAIGN_NOT_SENT` and `CAMPAIGN_FEATURE_DISABLED`: 403 or 400.
    package var notSentStatus = 403
    /// A campaign that is being sent gives the reports so far, instead of 403.
    package var reportsWhileSending = false
    /// Campaigns that don't track a kind (`opened`, `clicked`): `CAMPAIGN_FEATURE_DISABLED`.
    package var untracked: [CampaignID: Set<ReportKind>] = [:]

    // MARK: Time

    package var latency = Duration.zero
    /// Nil: unlimited.
    package var limit: SimulatedRateLimit?
    /// Seconds of the account's day that pass with every request; they bring new opens and clicks of recent campaigns.
    package var secondsPerRequest = 0

    // MARK: Contradictions

    /// How many more opens than the report the summary of a campaign counts that was sent within three days.
    package var summaryDrift = 0
    /// How many more contacts of a kind than the report a summary counts; negative for fewer.
    package var inflated: [CampaignID: [ReportKind: Int]] = [:]
    /// Reports that are empty, whatever the summary counts.
    package var emptied: [CampaignID: Set<ReportKind>] = [:]
    package var forgetting = Forgetting.nothing

    // MARK: Faults

    /// How many rows of the page before each page of a report repeats.
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

    /// Whether the provider drops rows that it once had: the same third of the contacts everywhere.
    package enum Forgetting: String, Sendable, CaseIterable {
        case nothing
        /// Summaries count the dropped rows.
        case rows
        case rowsAndSummaries = "rows-and-summaries"
    }

    /// Where the cursors of reports and contacts lead.
    package enum Cursors: String, Sendable, CaseIterable {
        case endWell = "end-well"
        /// After the last page comes the first again.
        case loopAtEnd = "loop-at-end"
        /// After the second page comes the first again; the other pages are never reached.
        case loopMidway = "loop-midway"
    }
}
