import Basics
package import Engagement

/// What is measured of one campaign: a pure function of its rows (``CampaignMeasurer``), independent of the clock, the time zone
/// and all other campaigns, so that it can be kept until one of the rows changes.
package struct CampaignMeasurement: Hashable, Sendable {
    /// What hours are counted from; nil where the provider gives no sending time, and then no curve holds anything.
    package let sentAt: Timestamp?
    package let counts: Counts
    /// What ``counts`` were at earlier runs, and what each run gained.
    package let tally: ReportTally
    /// Report rows that the last complete walk of a report no longer listed.
    package let vanished: [ReportKind: Int]
    /// By full hours since sending, of participants with a time; see ``Engagement/Participant/time(of:)``.
    package let opens: HourCurve
    package let clicks: HourCurve
    package let unsubscribes: HourCurve
    /// First opens, in order of time.
    package let quarterHours: [QuarterHour]
    /// By domain, in order of its UTF-8 bytes. Participants without an address are in none.
    package internal(set) var mailboxes: [MailboxMeasurement]
    /// Opens that came at most ``AutomatedOpens/seconds`` after the participant's own sending time (else the campaign's).
    package let automatedOpens: Int

    package init(
        sentAt: Timestamp?, counts: Counts, opens: HourCurve, clicks: HourCurve, unsubscribes: HourCurve,
        quarterHours: [QuarterHour], mailboxes: [MailboxMeasurement], automatedOpens: Int,
        tally: ReportTally = ReportTally(), vanished: [ReportKind: Int] = [:]
    ) {
        self.sentAt = sentAt
        self.counts = counts
        self.tally = tally
        self.vanished = vanished
        self.opens = opens
        self.clicks = clicks
        self.unsubscribes = unsubscribes
        self.quarterHours = quarterHours
        self.mailboxes = mailboxes
        self.automatedOpens = automatedOpens
    }

    package func curve(of response: ResponseKind) -> HourCurve { response == .open ? opens : clicks }

    /// Everybody who responded, with a time or without.
    package func count(of response: ResponseKind) -> Int { response == .open ? counts.opened : counts.clicked }

    /// Opens (clicks) that have no time.
    package func untimed(_ response: ResponseKind) -> Int { count(of: response) - curve(of: response).total }

    /// Opens (clicks) within 7 days of sending, by their times.
    package func countIn7Days(of response: ResponseKind) -> Int { curve(of: response).count(within: Age.matureHours) }

    /// True where at most 2 % of the opens (clicks) lack a time, so that rates at an age can be told.
    package func hasTimes(of response: ResponseKind) -> Bool {
        sentAt != nil && untimed(response) * 50 <= count(of: response)
    }
}
