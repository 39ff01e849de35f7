import Engagement

/// A named setting of ``SimulatorOptions``, for the command line and for requests to a running server.
package enum Quirk: String, Sendable, CaseIterable {
    case rowsPerEvent = "rows-per-event"
    case newestFirst = "newest-first"
    case freePlan = "free-plan"
    case nextNull = "next-null"
    case nextEmpty = "next-empty"
    case nextArray = "next-array"
    case countsArray = "counts-array"
    case actualStatus = "actual-status"
    case nullStatus = "null-status"
    case deletedMembers = "deleted-members"
    case noDeletedAddress = "no-deleted-address"
    case notSent400 = "not-sent-400"
    case reportsWhileSending = "reports-while-sending"
    case moving
    case drift
    case inflatedOpens = "inflated-opens"
    case emptyOpens = "empty-opens"
    case untrackedOpens = "untracked-opens"
    case forgetsRows = "forgets-rows"
    case forgetsAll = "forgets-rows-and-summaries"
    case repeatedRows = "repeated-rows"
    case loopAtEnd = "loop-at-end"
    case loopMidway = "loop-midway"
    case extraPage = "extra-page"
    case faults
    case limit
    case limitV1 = "limit-v1.6"

    /// What the quirk does, for a help text.
    package var explanation: String {
        switch self {
        case .rowsPerEvent: "reports list a row for every open and click, not for every contact"
        case .newestFirst: "reports are in descending order of time"
        case .freePlan: "no occurred_at for campaigns older than 30 days"
        case .nextNull: "the last page says next: null"
        case .nextEmpty: "the last page says next: {} (v1.6: an empty string)"
        case .nextArray: "the last page says paging: []"
        case .countsArray: "a list's counts are an array of one object (v2)"
        case .actualStatus: "report rows have a contact's real status (v1.6)"
        case .nullStatus: "report rows have no status (v1.6)"
        case .deletedMembers: "every contact has a member `deleted` (v1.6)"
        case .noDeletedAddress: "deleted contacts have no address member instead of null (v2)"
        case .notSent400: "reports of unsent campaigns give 400 instead of 403 (v1.6)"
        case .reportsWhileSending: "a campaign that is being sent gives the reports so far instead of 403"
        case .moving: "ten seconds of the account's day pass with every request"
        case .drift: "summaries of new campaigns count 2 opens more than their reports list"
        case .inflatedOpens: "the newest campaign's summary counts 3 opens more than its report lists"
        case .emptyOpens: "the newest campaign's opened report is empty, whatever its summary counts"
        case .untrackedOpens: "the newest campaign doesn't track opens"
        case .forgetsRows: "reports lack a third of the contacts, summaries count them"
        case .forgetsAll: "reports and summaries lack a third of the contacts"
        case .repeatedRows: "each page of a report repeats 7 rows of the page before"
        case .loopAtEnd: "after the last page comes the first again"
        case .loopMidway: "after the second page comes the first again"
        case .extraPage: "after the last row comes a link to an empty page"
        case .faults: "one request in ten fails: 500, 503, dropped, truncated, hanging, 429 …"
        case .limit: "v2's documented limit: 10 requests a second after the first 100"
        case .limitV1: "v1.6's documented limit: 10 requests a second, and a block of a minute beyond"
        }
    }

    /// Turns the quirk on.
    /// - Parameter account: gives the newest campaign.
    package func apply(to options: inout SimulatorOptions, of account: Account) {
        let newest = account.sentCampaigns.first?.id ?? ""
        switch self {
        case .rowsPerEvent: options.rowsPerEvent = true
        case .newestFirst: options.reportOrder = .newestFirst
        case .freePlan: options.isFreePlan = true
        case .nextNull: options.lastPage = .null
        case .nextEmpty: options.lastPage = .emptyNext
        case .nextArray: options.lastPage = .emptyArray
        case .countsArray: options.countsAsArray = true
        case .actualStatus: options.contactStatus = .actual
        case .nullStatus: options.contactStatus = .null
        case .deletedMembers: options.showsDeletedAlways = true
        case .noDeletedAddress: options.omitsDeletedAddress = true
        case .notSent400: options.notSentStatus = 400
        case .reportsWhileSending: options.reportsWhileSending = true
        case .moving: options.secondsPerRequest = 10
        case .drift: options.summaryDrift = 2
        case .inflatedOpens: options.inflated[newest, default: [:]][.opened] = 3
        case .emptyOpens: options.emptied[newest, default: []].insert(.opened)
        case .untrackedOpens: options.untracked[newest, default: []].insert(.opened)
        case .forgetsRows: options.forgetting = .rows
        case .forgetsAll: options.forgetting = .rowsAndSummaries
        case .repeatedRows: options.repeatedRows = 7
        case .loopAtEnd: options.cursors = .loopAtEnd
        case .loopMidway: options.cursors = .loopMidway
        case .extraPage: options.hasExtraEmptyPage = true
        case .faults: options.faults = Faults()
        case .limit: options.limit = .documented
        case .limitV1: options.limit = .v16
        }
    }
}
