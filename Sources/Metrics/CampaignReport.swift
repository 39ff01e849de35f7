public import Engagement

/// Everything that is shown of one campaign.
public struct CampaignReport: Sendable {
    public let record: CampaignRecord
    /// The lists it went to, those known by name; others by their id.
    public let lists: [ContactList]
    /// True where the configuration keeps it out of the aggregates.
    public let isExcluded: Bool
    public let counts: Counts
    /// What came since the previous finished run; nil if there is none.
    public let change: Counts?
    /// From sending to the end of the run, in whole hours; nil for a campaign without a sending time.
    public let ageInHours: Int?
    public let settling: SettlingCurve
    /// At day 1, 3, 7 and 30, as far as it is old enough and its times are known.
    public let equalAge: [EqualAge]
    /// Against all other campaigns together, Σ ÷ Σ.
    public let againstOthers: Comparison
    /// Against the campaign before; nil for the first.
    public let againstPrevious: Comparison?
    public let heatMap: HeatMap
    public let mailboxProviders: MailboxProviders
    /// Most clicked first; nil where the provider has not told.
    public let links: [LinkReport]?
    public let quickOpens: QuickOpens
    /// Hard bounces ÷ sent, as the summary counts both; n/a without a summary.
    public let hardBounce: Rate
    public let alarms: [Alarm]
    /// One point a run that changed something, oldest first.
    public let history: [HistoryPoint]
    /// With the certificates of its walks; nil where nothing was compared.
    public let reconciliation: CampaignReconciliation?
    /// Participants that the provider no longer lists, by report.
    public let vanished: [ReportKind: Int]
    /// The campaigns sent before and after.
    public let previous: Neighbour?
    public let next: Neighbour?

    public var id: CampaignID { record.id }
    public var slug: String { record.slug }
    public var title: String { record.campaign.title }
    public var sentAt: Timestamp? { record.campaign.sentAt }
    public var rates: Rates { Rates(counts) }

    /// Another campaign to go to.
    public struct Neighbour: Hashable, Sendable {
        public var id: CampaignID
        public var slug: String
        public var title: String

        init(_ record: CampaignRecord) {
            id = record.id
            slug = record.slug
            title = record.campaign.title
        }
    }
}

/// The rates of one campaign beside those of others, as they stand, whatever their ages; see ``EqualAge`` for a fair race.
public struct Comparison: Hashable, Sendable {
    private let first: Rates
    private let second: Rates

    init(_ first: Counts, _ second: Counts) {
        self.first = Rates(first)
        self.second = Rates(second)
    }

    /// Nil where one of the two has nothing to be divided by.
    public subscript(kind: RateKind) -> RateDifference? { RateDifference(first[kind], second[kind]) }
}
