import Basics
import Engagement

extension CompactWriter {
    mutating func append(_ measurement: CampaignMeasurement) {
        append(byte: measurement.sentAt == nil ? 0 : 1)
        append(measurement.sentAt?.seconds ?? 0)
        append(measurement.counts)
        for curve in [measurement.opens, measurement.clicks, measurement.unsubscribes] {
            append(curve.hours) { $0.append($1) }
            append(curve.sums) { $0.append($1) }
        }
        append(measurement.quarterHours) { writer, quarter in
            writer.append(quarter.startsAt.seconds)
            writer.append(quarter.count)
        }
        append(measurement.mailboxes) { writer, mailbox in
            writer.append(mailbox.domain)
            writer.append(mailbox.counts)
            writer.append(mailbox.openedIn7Days)
            writer.append(mailbox.clickedIn7Days)
        }
        append(measurement.automatedOpens)
        append(measurement.tally)
        for kind in ReportKind.allCases { append(measurement.vanished[kind] ?? 0) }
    }

    private mutating func append(_ counts: Counts) {
        for count in [
            counts.participants, counts.sent, counts.opened, counts.openedReported, counts.clicked, counts.engaged,
            counts.bounced,
            counts.complained, counts.unsubscribed,
        ] { append(count) }
    }
}

extension CompactReader {
    mutating func campaignMeasurement() throws(Damaged) -> CampaignMeasurement {
        let hasTime = try byte() == 1
        let seconds = try number()
        let counts = try counts()
        let (opens, clicks, unsubscribes) = (try curve(), try curve(), try curve())
        let quarterHours = try array { (reader: inout CompactReader) throws(Damaged) in
            QuarterHour(startsAt: Timestamp(seconds: try reader.number()), count: try reader.int())
        }
        let mailboxes = try array { (reader: inout CompactReader) throws(Damaged) in
            MailboxMeasurement(
                domain: try reader.text(), counts: try reader.counts(), openedIn7Days: try reader.int(),
                clickedIn7Days: try reader.int())
        }
        let (automatedOpens, tally) = (try int(), try reportTally())
        var vanished: [ReportKind: Int] = [:]
        for kind in ReportKind.allCases {
            let count = try int()
            if count > 0 { vanished[kind] = count }
        }
        return CampaignMeasurement(
            sentAt: hasTime ? Timestamp(seconds: seconds) : nil, counts: counts, opens: opens, clicks: clicks,
            unsubscribes: unsubscribes, quarterHours: quarterHours, mailboxes: mailboxes, automatedOpens: automatedOpens,
            tally: tally, vanished: vanished)
    }

    private mutating func counts() throws(Damaged) -> Counts {
        Counts(
            participants: try int(), sent: try int(), opened: try int(), openedReported: try int(), clicked: try int(),
            engaged: try int(), bounced: try int(), complained: try int(), unsubscribed: try int())
    }

    private mutating func curve() throws(Damaged) -> HourCurve {
        let hours = try array { (reader: inout CompactReader) throws(Damaged) in try reader.int() }
        let sums = try array { (reader: inout CompactReader) throws(Damaged) in try reader.int() }
        guard let curve = HourCurve(hours: hours, sums: sums) else { throw Damaged() }
        return curve
    }
}
