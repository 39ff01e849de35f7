package import Engagement

/// Adds the rows of one campaign up, in any order, as they are streamed: memory holds sums only.
package struct CampaignMeasurer: Sendable {
    private let sentAt: Timestamp?
    private var tally = ReportTally()
    private var vanished: [ReportKind: Int] = [:]
    private var hours: [ReportKind: [Int: Int]] = [:]
    private var quarterHours: [Int64: Int] = [:]
    private var mailboxes: [String: MailboxMeasurement] = [:]
    private var automatedOpens = 0

    package init(sentAt: Timestamp?) { self.sentAt = sentAt }

    package mutating func add(_ row: ParticipantRow) {
        add(row.participant, vanished: row.vanished, person: row.attributes?.person)
    }

    /// - Parameters:
    ///   - reports: that no longer list the contact.
    ///   - person: whose domain is counted; nil where no address is known.
    package mutating func add(_ participant: Participant, vanished reports: Set<ReportKind> = [], person: Person?) {
        add(participant, vanished: reports, domain: person.map(mailDomain))
    }

    mutating func add(_ participant: Participant, vanished reports: Set<ReportKind>, domain: String?) {
        let reported = participant.firstReported
        guard !reported.isEmpty else { return }
        tally.add(reported)
        for kind in reports { vanished[kind, default: 0] += 1 }
        let opened = participant.time(of: .open)
        let clicked = participant.time(of: .click)
        if let sentAt {
            add(opened, of: .open, sentAt: sentAt)
            add(clicked, of: .click, sentAt: sentAt)
            if reported.isReported(.unsubscribed), let left = participant.occurredAt[.unsubscribed] {
                hours[.unsubscribed, default: [:]][Self.hour(of: left, sentAt: sentAt), default: 0] += 1
            }
        }
        if let opened, let sent = participant.occurredAt[.sent] ?? sentAt,
            opened.seconds - sent.seconds <= Int64(AutomatedOpens.seconds)
        {
            automatedOpens += 1
        }
        if let domain { add(reported, opened: opened, clicked: clicked, domain: domain) }
    }

    private mutating func add(_ time: Timestamp?, of response: ResponseKind, sentAt: Timestamp) {
        guard let time else { return }
        hours[response.report, default: [:]][Self.hour(of: time, sentAt: sentAt), default: 0] += 1
        guard response == .open else { return }
        let second = time.seconds % 900
        quarterHours[time.seconds - (second < 0 ? second + 900 : second), default: 0] += 1
    }

    private mutating func add(_ reported: FirstReported, opened: Timestamp?, clicked: Timestamp?, domain: String) {
        var mailbox =
            mailboxes[domain]
            ?? MailboxMeasurement(domain: domain, counts: Counts(), openedIn7Days: 0, clickedIn7Days: 0)
        mailbox.counts.add(reported)
        if isIn7Days(opened) { mailbox.openedIn7Days += 1 }
        if isIn7Days(clicked) { mailbox.clickedIn7Days += 1 }
        mailboxes[domain] = mailbox
    }

    private func isIn7Days(_ time: Timestamp?) -> Bool {
        guard let time, let sentAt else { return false }
        return Self.hour(of: time, sentAt: sentAt) < Age.matureHours
    }

    private static func hour(of time: Timestamp, sentAt: Timestamp) -> Int {
        max(0, Int(time.seconds - sentAt.seconds) / 3_600)
    }

    package var measurement: CampaignMeasurement {
        CampaignMeasurement(
            sentAt: sentAt, counts: tally.counts(), opens: HourCurve(hours[.opened] ?? [:]),
            clicks: HourCurve(hours[.clicked] ?? [:]), unsubscribes: HourCurve(hours[.unsubscribed] ?? [:]),
            quarterHours: quarterHours.sorted { $0.key < $1.key }.map {
                QuarterHour(startsAt: Timestamp(seconds: $0.key), count: $0.value)
            },
            mailboxes: mailboxes.values.sorted { utf8Less($0.domain, $1.domain) },
            automatedOpens: automatedOpens, tally: tally, vanished: vanished)
    }
}
