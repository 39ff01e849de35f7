import Engagement

/// A campaign with reports: its counts, and which of its rates are known.
struct ReportedCampaign: Sendable {
    let record: CampaignRecord
    let counts: Counts
    let isExcluded: Bool
    /// The rates that are not known, whatever the counts say.
    let unknown: Set<RateKind>

    var rates: Rates { Rates(counts, unknown: unknown) }

    /// In the order of sending; campaigns without reports are left out.
    static func campaigns(
        of records: [CampaignRecord], counts: [CampaignID: Counts],
        reconciliations: [CampaignID: CampaignReconciliation], excluded: Set<CampaignID>
    ) -> [ReportedCampaign] {
        records.filter { $0.hasReports(counts) }.sorted { $0.campaign < $1.campaign }.map { record in
            ReportedCampaign(
                record: record, counts: counts[record.id] ?? Counts(), isExcluded: excluded.contains(record.id),
                unknown: Set(
                    RateKind.allCases.filter { UnknownReason.first(of: $0.reports, record, reconciliations[record.id]) != nil }))
        }
    }
}

extension CampaignRecord {
    /// A campaign that went back to another status keeps its page while it has participants.
    func hasReports(_ counts: [CampaignID: Counts]) -> Bool {
        hasReports || counts[id]?.participants ?? 0 > 0
    }
}
