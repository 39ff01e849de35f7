import Engagement
package import EngagementStore
package import Foundation
package import Metrics

/// Gathers what a store holds for the pages of its newest finished run.
package struct MeasureWorkflow: Sendable {
    private let store: any StoreReader
    private let excluded: CampaignSelection
    private let timeZone: TimeZone

    /// - Parameters:
    ///   - excluded: campaigns that stay out of the aggregates.
    ///   - timeZone: in which hours of the week and months are told.
    package init(store: any StoreReader, excluded: CampaignSelection, timeZone: TimeZone) {
        self.store = store
        self.excluded = excluded
        self.timeZone = timeZone
    }

    /// - Throws: ``WorkflowError`` with the code `nothingThere` if no run has ended yet.
    package func run() async throws -> Measurements {
        let run = try await RunLookup.newestFinished(in: store)
        let runs = try await store.runs()
        let records = try await store.campaigns()
        let excluded = excluded.ids(among: records)
        let previous = runs.lastFinished(before: run.number)
        var measurements = Measurements(
            run: run, runs: runs, campaigns: records, lists: try await store.lists(),
            counts: try await store.counts(asOf: run.number),
            people: try await store.peopleCounts(asOf: run.number, excluding: excluded),
            peopleSummary: try await peopleSummary(of: run, excluding: excluded), excluded: excluded)
        if let previous {
            measurements.previousCounts = try await store.counts(asOf: previous.number)
            measurements.previousPeople = try await store.peopleCounts(asOf: previous.number, excluding: excluded)
        }
        measurements.listSizes = try await store.listSizes().filter { $0.run <= run.number }
        measurements.gains = try await store.gains()
        measurements.vanished = try await store.vanishedCounts()
        measurements.reconciliation = try await store.reconciliation(of: run.number) ?? AccountReconciliation()
        measurements.identities = try await store.identityAudit()
        measurements.timeZone = timeZone
        try await measureRows(&measurements)
        return measurements
    }

    private func measureRows(_ measurements: inout Measurements) async throws {
        var measurer = AccountMeasurer(measurements.campaigns, excluded: measurements.excluded)
        for try await batch in store.participants(ParticipantQuery(asOf: measurements.run.number)) {
            for row in batch { measurer.add(row) }
        }
        measurements.campaignMeasurements = measurer.campaigns
        measurements.audience = measurer.audience(
            of: measurements.measuredCampaigns, end: measurements.generatedAt, in: LocalCalendar(timeZone))
    }

    private func peopleSummary(of run: Run, excluding excluded: Set<CampaignID>) async throws -> PeopleSummary {
        var summary = PeopleSummary(asOf: run.endedAt ?? run.startedAt)
        for try await batch in store.people(asOf: run.number, excluding: excluded) { summary.add(batch) }
        return summary
    }
}
