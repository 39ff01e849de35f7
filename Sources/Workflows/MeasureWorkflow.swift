import Engagement
package import EngagementStore
import Files
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
        var kept = KeptMeasures(store: store, keeper: runs.asOf(run) == nil ? keeper : nil, isAnew: isAnew, numbers: numbers)
        let records = try await store.campaigns()
        let lists = try await store.lists()
        let excluded = self.excluded.ids(among: records, lists: lists)
        let keptLists = self.excluded.keptLists(of: lists, records)
        var measurements = Measurements(
            run: run, runs: runs, campaigns: records, lists: lists, counts: [:], people: PeopleCounts(),
            peopleSummary: PeopleSummary(asOf: run.endedAt ?? run.startedAt), excluded: excluded, timeZone: timeZone)
        measurements.listSizes = try await store.listSizes().filter {
            $0.run <= run.number && keptLists?.contains($0.listID) ?? true
        }
        let people = try await measure(&measurements, &kept)
        (measurements.audience, measurements.peopleSummary) = (people.audience, people.summary)
        (measurements.people, measurements.peopleFigures) = (people.counts, people.figures)
        let sums = try await sums(of: people.counts, for: measurements, kept)
        (measurements.identities, measurements.previousPeople) = (sums.identities, sums.previousPeople)
        return measurements
    }

    /// Measures campaigns and people.
    /// - Parameter kept: keeps nothing any more where it turns out that the store holds more than the run that is shown saw.
    private func measure(_ measurements: inout Measurements, _ kept: inout KeptMeasures) async throws -> MeasuredPeople {
        let (run, runs) = (measurements.run, measurements.runs)
        // Read while the rows are: that of a large account takes as long.
        async let reconciliation = store.reconciliation(of: run.number)
        var measurer = try await measureRows(&measurements, kept)
        measurements.areOfPresent =
            runs.asOf(run) == nil
            && measurements.campaignMeasurements.allSatisfy { measurements.counts[$0] ?? Counts() == $1.counts }
        if kept.keeper != nil, !measurements.areOfPresent {
            kept = KeptMeasures(store: store, keeper: nil, isAnew: isAnew, numbers: kept.numbers)
            measurer = try await measureRows(&measurements, kept)
        }
        measurements.reconciliation = try await reconciliation ?? AccountReconciliation()
        return try measurer.people(
            of: measurements.measuredCampaigns, end: measurements.generatedAt, in: LocalCalendar(timeZone))
    }

    /// What is told of people by going through all contacts, or what was kept of it.
    private func sums(
        of people: PeopleCounts, for measurements: Measurements, _ kept: KeptMeasures
    ) async throws -> PeopleSums {
        let (run, previous) = (measurements.run, measurements.previousRun)
        let known = try await kept.sums(excluding: measurements.excluded)
        if let known, known.areCurrent, let sums = known.sums.asOf(run, after: previous?.number) { return sums }
        var sums = PeopleSums(
            run: run.number, runID: run.id, excluded: measurements.excluded, people: people,
            identities: try await store.identityAudit())
        if let previous {
            sums.previous = previous.number
            // Whoever was there when a run had ended is told by what was kept then.
            sums.previousPeople =
                if let before = known?.sums, before.runID == previous.id { before.people } else {
                    try await store.peopleCounts(asOf: previous.number, excluding: measurements.excluded)
                }
        }
        try await kept.keep(sums)
        return sums
    }

    private func measureRows(_ measurements: inout Measurements, _ kept: KeptMeasures) async throws -> AccountMeasurer {
        var measurer = AccountMeasurer(
            measurements.campaigns, excluded: measurements.excluded, overflow: TemporaryFile())
        var complete: [MeasuredPart] = []
        for try await parts in kept.rows(with: try await kept.moves(of: measurements.runs)) {
            for part in parts { complete += try measurer.use(part.measured, moved: part.moved) }
            try await kept.keep(&complete, ifMoreThan: 1 << 20)
        }
        let measured = measurer.measured
        // Those without a record, which an old database may have, count for people.
        let changed = Set(measurements.campaigns.map(\.id)).union(kept.numbers.campaigns.keys).subtracting(measured)
        if measured.isEmpty || !changed.isEmpty {
            // Where the run is the newest, what it saw is what is there, and no journal has to be read.
            let query = ParticipantQuery(
                campaignIDs: measured.isEmpty ? [] : changed, asOf: kept.keeper == nil ? measurements.run.number : nil)
            for try await batch in store.participants(query, keeping: measurer.keptContacts) {
                complete += try measurer.add(batch)
                try await kept.keep(&complete, ifMoreThan: 1 << 20)
            }
            complete += try measurer.finish(changed)
        }
        try await kept.keep(complete)
        measurements.take(measurer.campaigns)
        return measurer
    }
}
