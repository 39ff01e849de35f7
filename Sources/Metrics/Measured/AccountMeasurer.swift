package import Engagement

/// Measures every campaign and every person in one pass over the participants of an account, in any order.
///
/// Memory holds sums for each campaign, and about 40 bytes for each participant with an address: what a person did can only be
/// told from all of the person's rows.
package struct AccountMeasurer: Sendable {
    private let records: [CampaignRecord]
    private let places: [CampaignID: Int]
    private let excluded: Set<CampaignID>
    private var measurers: [CampaignMeasurer]
    private var people: [Person: [PackedParticipation]] = [:]

    /// - Parameter excluded: campaigns that are measured, but count for nobody.
    package init(_ records: [CampaignRecord], excluded: Set<CampaignID>) {
        self.records = records
        self.excluded = excluded
        places = Dictionary(records.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        measurers = records.map { CampaignMeasurer(sentAt: $0.campaign.sentAt) }
    }

    /// A row of a campaign without a record counts for nothing, as no page shows it.
    package mutating func add(_ row: ParticipantRow) {
        guard let place = places[row.campaignID] else { return }
        let person = row.attributes?.person
        measurers[place].add(row.participant, person: person)
        guard let person, !excluded.contains(row.campaignID) else { return }
        people[person, default: []].append(PackedParticipation(row.participant, campaign: place))
    }

    package var campaigns: [CampaignID: CampaignMeasurement] {
        Dictionary(uniqueKeysWithValues: places.map { ($0, measurers[$1].measurement) })
    }

    /// The audience with everybody in it.
    ///
    /// - Parameters:
    ///   - measured: the account's campaigns, measured.
    ///   - end: of the run that is shown.
    package func audience(of measured: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar) -> Audience {
        let tracked = Set(measured.filter(\.isTracked).map(\.id))
        var audience = Audience(campaigns: measured, end: end, in: calendar)
        for rows in people.values {
            audience.add(PersonMeasurement(rows.map { $0.participation(in: records) }, tracked: tracked))
        }
        return audience
    }
}

/// What of a ``Participation`` a ``PersonMeasurement`` depends on.
private struct PackedParticipation: Sendable {
    private let campaign: Int32
    /// A bit for each report, by its place among all.
    private let reports: UInt8
    private let times: [ReportKind: Timestamp]?

    init(_ participant: Participant, campaign: Int) {
        self.campaign = Int32(campaign)
        var reports: UInt8 = 0
        var times: [ReportKind: Timestamp] = [:]
        for (bit, kind) in ReportKind.allCases.enumerated() where participant.firstReported.isReported(kind) {
            reports |= 1 << UInt8(bit)
            if kind != .sent { times[kind] = participant.occurredAt[kind] }
        }
        self.reports = reports
        self.times = times.isEmpty ? nil : times
    }

    func participation(in records: [CampaignRecord]) -> Participation {
        var participant = Participant(contactID: "", firstReported: FirstReported())
        for (bit, kind) in ReportKind.allCases.enumerated() where reports & (1 << UInt8(bit)) != 0 {
            participant.firstReported[kind] = 1
            participant.occurredAt[kind] = times?[kind]
        }
        let record = records[Int(campaign)]
        return Participation(campaignID: record.id, sentAt: record.campaign.sentAt, participant: participant)
    }
}
