package import Engagement
package import Foundation

/// Everything that is measured in a store for the pages of one run: all that ``AccountMetrics`` is computed from.
package struct Measurements: Sendable {
    /// The run that is shown. It has ended, and its end counts as now, as rendering reads no clock.
    package var run: Run
    /// Every run the store knows, oldest first.
    package var runs: [Run]
    package var campaigns: [CampaignRecord]
    package var lists: [ContactList]
    /// As of ``run``; campaigns without participants may be missing.
    package var counts: [CampaignID: Counts]
    /// True where the store holds no reports that ``run`` has not seen: neither of a later run, nor of one that has yet to begin, as
    /// what is adopted from the old scripts.
    package var areOfPresent = false
    /// As of ``previousRun``; nil if there is none.
    package var previousCounts: [CampaignID: Counts]?
    /// Both without the excluded campaigns.
    package var people: PeopleCounts
    package var previousPeople: PeopleCounts?
    /// Of everybody but the people of excluded campaigns.
    package var peopleSummary: PeopleSummary
    /// From the rows of each campaign, as of ``run``, those of an old database without a record included; a campaign that is left
    /// out has no rows.
    package var campaignMeasurements: [CampaignID: CampaignMeasurement]
    /// Everybody but the people of excluded campaigns.
    package var audience: Audience
    /// Of everybody but the people of excluded campaigns.
    package var peopleFigures = PeopleFigures()
    /// Up to ``run``.
    package var listSizes: [ListSizeReading]
    package var gains: [Gain]
    package var vanished: [CampaignID: [ReportKind: Int]]
    package var reconciliation: AccountReconciliation
    package var identities: IdentityAudit
    /// Campaigns that have pages but stay out of the aggregates.
    package var excluded: Set<CampaignID>
    /// For hours of the week and for months.
    package var timeZone: TimeZone

    package init(
        run: Run, runs: [Run], campaigns: [CampaignRecord], lists: [ContactList], counts: [CampaignID: Counts],
        previousCounts: [CampaignID: Counts]? = nil, people: PeopleCounts, previousPeople: PeopleCounts? = nil,
        peopleSummary: PeopleSummary, campaignMeasurements: [CampaignID: CampaignMeasurement] = [:],
        audience: Audience? = nil, listSizes: [ListSizeReading] = [], gains: [Gain] = [],
        vanished: [CampaignID: [ReportKind: Int]] = [:], reconciliation: AccountReconciliation = AccountReconciliation(),
        identities: IdentityAudit = IdentityAudit(), excluded: Set<CampaignID> = [],
        timeZone: TimeZone = LocalCalendar.utc.timeZone
    ) {
        self.run = run
        self.runs = runs
        self.campaigns = campaigns
        self.lists = lists
        self.counts = counts
        self.previousCounts = previousCounts
        self.people = people
        self.previousPeople = previousPeople
        self.peopleSummary = peopleSummary
        self.campaignMeasurements = campaignMeasurements
        self.audience =
            audience ?? Audience(campaigns: [], end: run.endedAt ?? run.startedAt, in: LocalCalendar(timeZone))
        self.listSizes = listSizes
        self.gains = gains
        self.vanished = vanished
        self.reconciliation = reconciliation
        self.identities = identities
        self.excluded = excluded
        self.timeZone = timeZone
    }

    /// What was measured of every campaign, and the sums that follow from it.
    package mutating func take(_ campaigns: [CampaignID: CampaignMeasurement]) {
        campaignMeasurements = campaigns
        counts = counts(asOf: run.number)
        previousCounts = previousRun.map { counts(asOf: $0.number) }
        gains = campaigns.flatMap { $1.tally.gains(of: $0) }
        vanished = campaigns.mapValues(\.vanished).filter { !$1.isEmpty }
    }

    /// Of campaigns that had participants when a run ended that is not newer than ``run``.
    package func counts(asOf run: RunNumber) -> [CampaignID: Counts] {
        campaignMeasurements.mapValues { $0.tally.counts(asOf: run) }.filter { $1 != Counts() }
    }

    /// The last finished run before ``run``.
    package var previousRun: Run? { runs.lastFinished(before: run.number) }

    /// The end of the run that is shown.
    package var generatedAt: Timestamp { run.endedAt ?? run.startedAt }

    /// Every campaign with reports or participants, in the order of sending.
    package var measuredCampaigns: [MeasuredCampaign] {
        MeasuredCampaign.all(
            campaigns, campaignMeasurements, reconciliation: reconciliation, excluded: excluded, start: run.startedAt)
    }
}
