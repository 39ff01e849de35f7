import Engagement
package import EngagementStore
package import Foundation
package import Metrics

/// Gathers what a store holds for the pages of its newest finished run.
///
/// What was measured of a campaign is kept in the store until one of the campaign's rows changes, so a night reads the rows of what
/// has changed. Where a newer run has not finished, the store holds more than the run that is shown saw: then everything is measured
/// as of that run, and nothing is kept.
package struct MeasureWorkflow: Sendable {
    private let store: any StoreReader
    private let keeper: (any StoreWriter)?
    private let isAnew: Bool
    private let excluded: CampaignSelection
    private let timeZone: TimeZone

    /// - Parameters:
    ///   - keeper: the store whose lease is held: what is measured is kept in it, and what was kept is used. Nil measures anew.
    ///   - isAnew: true if nothing that was kept is used: somebody may have corrected rows behind the store's back.
    ///   - excluded: campaigns that stay out of the aggregates.
    ///   - timeZone: in which hours of the week and months are told.
    package init(
        store: any StoreReader, keeper: (any StoreWriter)? = nil, isAnew: Bool = false, excluded: CampaignSelection,
        timeZone: TimeZone
    ) {
        self.store = store
        self.keeper = keeper
        self.isAnew = isAnew
        self.excluded = excluded
        self.timeZone = timeZone
    }

    /// - Throws: ``WorkflowError`` with the code `nothingThere` if no run has ended yet.
    package func run() async throws -> Measurements {
        // Before everything that is measured.
        let numbers = try await store.changeNumbers()
        let runs = try await store.runs()
        let run = try RunLookup.newestFinished(of: runs, in: store.name)
        let kept = KeptMeasures(store: store, keeper: runs.asOf(run) == nil ? keeper : nil, isAnew: isAnew, numbers: numbers)
        let records = try await store.campaigns()
        let lists = try await store.lists()
        let excluded = self.excluded.ids(among: records, lists: lists)
        let keptLists = self.excluded.keptLists(of: lists, records)
        let previous = runs.lastFinished(before: run.number)
        let known = try await kept.sums(excluding: excluded)?.asOf(run.number, after: previous?.number)
        var sums = if let known { known } else { try await self.sums(of: run, after: previous, excluding: excluded, kept) }
        var measurements = Measurements(
            run: run, runs: runs, campaigns: records, lists: lists, counts: sums.counts,
            previousCounts: sums.previousCounts, people: sums.people, previousPeople: sums.previousPeople,
            peopleSummary: PeopleSummary(asOf: run.endedAt ?? run.startedAt), gains: sums.gains, vanished: sums.vanished,
            identities: sums.identities, excluded: excluded, timeZone: timeZone)
        measurements.listSizes = try await store.listSizes().filter {
            $0.run <= run.number && keptLists?.contains($0.listID) ?? true
        }
        measurements.reconciliation = try await store.reconciliation(of: run.number) ?? AccountReconciliation()
        let people = try await measureRows(&measurements, kept)
        (measurements.audience, measurements.peopleSummary) = (people.audience, people.summary)
        (measurements.people, measurements.peopleFigures) = (people.counts, people.figures)
        if known == nil {
            sums.people = people.counts
            try await kept.keep(sums)
        }
        return measurements
    }

    /// But for the people, who are measured with the rows.
    private func sums(
        of run: Run, after previous: Run?, excluding excluded: Set<CampaignID>, _ kept: KeptMeasures
    ) async throws -> AccountSums {
        // The sync of the same night has counted what is there.
        let known = kept.keeper == nil || kept.isAnew ? nil : try await StoreSums.kept(in: store)?.counts
        let counts = if let known { known } else { try await store.counts(asOf: kept.keeper == nil ? run.number : nil) }
        var sums = AccountSums(
            run: run.number, excluded: excluded, counts: counts,
            people: PeopleCounts(), gains: try await store.gains(), vanished: try await store.vanishedCounts(),
            identities: try await store.identityAudit())
        if let previous {
            sums.previous = previous.number
            sums.previousCounts = try await store.counts(asOf: previous.number)
            sums.previousPeople = try await store.peopleCounts(asOf: previous.number, excluding: excluded)
        }
        return sums
    }

    private func measureRows(_ measurements: inout Measurements, _ kept: KeptMeasures) async throws -> MeasuredPeople {
        var measurer = AccountMeasurer(measurements.campaigns, excluded: measurements.excluded)
        // Those without a record, which an old database may have, count for people.
        var changed = Set(measurements.campaigns.map(\.id)).union(measurements.counts.keys)
        for (campaign, rows) in try await kept.rows() where measurer.use(rows, of: campaign) { changed.remove(campaign) }
        if !changed.isEmpty {
            // Where the run is the newest, what it saw is what is there, and no journal has to be read.
            let query = ParticipantQuery(campaignIDs: changed, asOf: kept.keeper == nil ? measurements.run.number : nil)
            for try await batch in store.participants(query, keeping: measurer.keptContacts) {
                for row in batch { measurer.add(row) }
            }
            try await kept.keep(changed.map { ($0, measurer.rows(of: $0)) })
        }
        measurements.campaignMeasurements = measurer.campaigns
        return try measurer.people(
            of: measurements.measuredCampaigns, end: measurements.generatedAt, in: LocalCalendar(timeZone))
    }
}
