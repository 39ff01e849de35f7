package import Engagement

/// One campaign with all that its rates, its verdicts and its part in sums are worked out from.
///
/// An object, as campaigns are compared with so many others that copying all this was a fifth of a render of many campaigns.
package final class MeasuredCampaign: Sendable {
    /// From so many delivered emails on, nobody opening (clicking) a mature campaign is doubted: tracking may have been off.
    package static let doubtfulDelivered = 300

    package let record: CampaignRecord
    package let id: CampaignID
    package let sentAt: Timestamp?
    package let measurement: CampaignMeasurement
    /// Nil where nothing was compared with the provider's totals.
    package let reconciliation: CampaignReconciliation?
    /// True where the configuration keeps it out of sums, ranges and peers.
    package let isExcluded: Bool
    /// Nil without a sending time.
    package let age: Age?
    /// The lists it went to, as a set: ids in order, joined by `+`.
    package let listKey: String
    private let openReason: UnknownReason?
    private let clickReason: UnknownReason?

    /// - Parameter start: of the run that is shown.
    package init(
        _ record: CampaignRecord, _ measurement: CampaignMeasurement, reconciliation: CampaignReconciliation?,
        isExcluded: Bool, start: Timestamp
    ) {
        self.record = record
        id = record.id
        sentAt = record.campaign.sentAt
        self.measurement = measurement
        self.reconciliation = reconciliation
        self.isExcluded = isExcluded
        age = record.campaign.sentAt.map { Age(of: $0, at: start) }
        listKey = Set(record.campaign.listIDs).sorted().joined(separator: "+")
        openReason = UnknownReason.first(of: RateKind.open.reports, record, reconciliation)
        clickReason = UnknownReason.first(of: RateKind.click.reports, record, reconciliation)
    }

    /// Every campaign with reports or participants, in the order of sending.
    package static func all(
        _ records: [CampaignRecord], _ measurements: [CampaignID: CampaignMeasurement],
        reconciliation: AccountReconciliation, excluded: Set<CampaignID>, start: Timestamp
    ) -> [MeasuredCampaign] {
        let reconciliations = Dictionary(reconciliation.campaigns.map { ($0.campaignID, $0) }) { $1 }
        return records.compactMap { record in
            let measurement = measurements[record.id] ?? CampaignMeasurer(sentAt: record.campaign.sentAt).measurement
            guard record.hasReports || measurement.counts.participants > 0 else { return nil }
            return MeasuredCampaign(
                record, measurement, reconciliation: reconciliations[record.id], isExcluded: excluded.contains(record.id),
                start: start)
        }.sorted()
    }

    package var counts: Counts { measurement.counts }
    package var delivered: Int { counts.delivered }
    package var isBeingSent: Bool { record.campaign.status == .sending }
    /// True from 7 days after sending on; a younger campaign is still coming in.
    package var isMature: Bool { age?.isMature ?? false }

    // MARK: What is known

    /// Why there is no open (click) rate; nil where there is one.
    ///
    /// A rate is known where the reports it is made of (recipients, bounces, and the opens or clicks) are read, and match the
    /// provider's totals as far as it gives any.
    package func unknownReason(of response: ResponseKind) -> UnknownReason? { response == .open ? openReason : clickReason }

    /// Why sums of these reports' rows are not to be relied on; nil where they are.
    package func unknownReason(of reports: [ReportKind]) -> UnknownReason? {
        UnknownReason.first(of: reports, record, reconciliation)
    }

    /// True where nobody of at least 300 responded to a mature campaign, though the report was not refused: 0 is shown, with the
    /// question whether tracking was on; it is no peer and has no verdict.
    package func isDoubtfulZero(_ response: ResponseKind) -> Bool {
        unknownReason(of: response) == nil && isMature && delivered >= Self.doubtfulDelivered
            && measurement.count(of: response) == 0
    }

    /// True for a mature campaign that had open tracking on: not opening it says something about a person.
    package var isTracked: Bool { isMature && !isExcluded && unknownReason(of: .open) == nil && !isDoubtfulZero(.open) }

    // MARK: Rates

    /// Everybody who opened (clicked), whenever, ÷ delivered; nil where it is not known.
    package func finalRate(_ response: ResponseKind) -> Rate? {
        unknownReason(of: response) == nil ? Rate(measurement.count(of: response), of: delivered) : nil
    }

    /// Participants whose open (click) came within so many full hours of sending ÷ delivered; nil where the rate or the times are
    /// not known. The campaign must have reached that age.
    package func rate(_ response: ResponseKind, atAge hours: Int) -> Rate? {
        guard unknownReason(of: response) == nil, measurement.hasTimes(of: response) else { return nil }
        return Rate(measurement.curve(of: response).count(within: hours), of: delivered)
    }

    /// The same at 7 days of age; nil for a younger one, too.
    package func rateIn7Days(_ response: ResponseKind) -> Rate? {
        isMature ? rate(response, atAge: Age.matureHours) : nil
    }
}

extension MeasuredCampaign: Comparable {
    /// In the order of sending.
    package static func < (left: MeasuredCampaign, right: MeasuredCampaign) -> Bool {
        left.record.campaign < right.record.campaign
    }

    package static func == (left: MeasuredCampaign, right: MeasuredCampaign) -> Bool {
        left.record == right.record && left.measurement == right.measurement
    }
}
