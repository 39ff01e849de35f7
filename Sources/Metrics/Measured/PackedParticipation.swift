import Engagement

/// What of a ``Participation`` a ``PersonMeasurement`` depends on.
struct PackedParticipation: Sendable {
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
