import Basics
import Engagement
import EngagementStore
import Exports
import Metrics
import Publishing

/// The CSVs of recipients.
extension RenderPass {
    /// Reads the rows of campaigns that have changed, and takes over the others from the site that is published.
    func exportParticipants(
        _ files: [ParticipantFile], _ numbers: ChangeNumbers, _ earlier: RowIndex?, with exporter: Exporter
    ) async throws -> (files: [ExportedFile], index: RowIndex?) {
        let moment = measurements.runs.asOf(measurements.run)
        let campaigns = measurements.campaigns.map(\.id)
        // Only the present has change numbers; and of campaigns without a record, which an old database may have, nothing is kept.
        guard measurements.areOfPresent, Set(measurements.counts.keys).isSubset(of: campaigns) else {
            let everyone = store.participants(ParticipantQuery(asOf: moment))
            return (try await exporter.write(files, from: everyone, locate: publisher.stage), nil)
        }
        let index = exporter.index(run: measurements.run.number, program: RenderWorkflow.program, campaigns: campaigns) {
            numbers[$0].rows
        }
        var rest: EarlierRows?
        if let earlier { rest = try await takenOver(files, index, numbers, since: earlier, with: exporter) }
        let takenOver = rest?.campaigns ?? []
        let changed = Set(campaigns).subtracting(takenOver)
        let query = ParticipantQuery(campaignIDs: takenOver.isEmpty ? [] : changed)
        let takesAllOver = changed.isEmpty && !takenOver.isEmpty
        return try await exporter.write(
            files, from: { takesAllOver ? .empty : store.participants(query, keeping: $0) }, index: index,
            earlier: rest, locate: publisher.stage)
    }

    /// The campaigns of which no row need be read, but for those of contacts that have changed.
    private func takenOver(
        _ files: [ParticipantFile], _ index: RowIndex, _ numbers: ChangeNumbers, since earlier: RowIndex, with exporter: Exporter
    ) async throws -> EarlierRows {
        var campaigns = index.unchanged(since: earlier, in: files)
        let updatable = index.updatable(since: earlier, in: files) { numbers[$0].participants }
        let updates = updatable.isEmpty ? nil : try await updates(of: updatable, since: earlier.run, with: exporter)
        if updates != nil { campaigns.formUnion(updatable) }
        return EarlierRows(earlier, campaigns: campaigns, updates: updates, locate: publisher.live) { try publisher.keepFile($0) }
    }

    /// Where changed rows have this many bytes, reading everything costs no more.
    private static let updatedBytes = 8 << 20

    /// The rows of these campaigns whose contacts' records later runs have replaced; nil where they are too many.
    private func updates(
        of campaigns: Set<CampaignID>, since earlier: RunNumber, with exporter: Exporter
    ) async throws -> UpdatedRows? {
        guard let replaced = try await ReplacedRecords(since: earlier, of: measurements.runs, in: store) else { return nil }
        var updates = exporter.updatedRows()
        for ids in replaced.contacts.chunks(of: 100) {
            for row in try await store.participations(of: Array(ids)) where campaigns.contains(row.campaignID) {
                updates.append(row)
            }
            guard updates.bytes <= Self.updatedBytes else { return nil }
        }
        return updates
    }
}
