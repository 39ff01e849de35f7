package import Engagement

/// The metrics of one campaign.
package struct CampaignMetrics: Sendable {
    package let record: CampaignRecord
    /// The lists it went to. A list whose name is not known is named by its id.
    package let lists: [ContactList]
    /// True where the configuration keeps it out of the aggregates.
    package let isExcluded: Bool
    package let counts: Counts
    /// Those that are not known have no value.
    package let rates: Rates
    /// New since the finished run before; nil if there is none.
    package let change: Counts?
    /// What rates, verdicts and comparisons are worked out from.
    package let measured: MeasuredCampaign
    package let verdicts: CampaignVerdicts
    package let heatMap: HeatMap
    /// Hard bounces ÷ sent, as the summary counts both; n/a without a summary.
    package let hardBounce: Rate
    package let alarms: [Alarm]
    /// One point for each run with a gain, oldest first.
    package let history: [HistoryPoint]
    /// With the certificates of its walks; nil where nothing was compared.
    package let reconciliation: CampaignReconciliation?
    /// Participants that the provider no longer lists, by report.
    package let vanished: [ReportKind: Int]
    /// The campaigns sent before and after.
    package let previous: Neighbour?
    package let next: Neighbour?

    package var id: CampaignID { record.id }
    package var slug: String { record.slug }
    package var title: String { record.campaign.title }
    package var sentAt: Timestamp? { record.campaign.sentAt }

    /// A campaign to link to.
    package struct Neighbour: Hashable, Sendable {
        package var id: CampaignID
        package var slug: String
        package var title: String

        init(_ record: CampaignRecord) {
            id = record.id
            slug = record.slug
            title = record.campaign.title
        }
    }
}
