import Engagement
import EngagementStore
import Exports

/// All that differs between the ends of two runs, down to the contact, and the CSVs of it.
struct RunChanges: Sendable {
    /// Nil for the time before the first run.
    let earlier: Run?
    let later: Run
    /// By campaign, when the runs had ended.
    let before: [CampaignID: Counts]
    let after: [CampaignID: Counts]
    let journal: JournalChanges
    let addresses: [AddressChange]

    /// - Parameters:
    ///   - runs: all that the store knows.
    ///   - counts: by campaign, when a run had ended.
    init(
        from earlier: Run?, to later: Run, of runs: [Run], in store: any StoreReader,
        counts: (RunNumber) async throws -> [CampaignID: Counts]
    ) async throws {
        self.earlier = earlier
        self.later = later
        before = try await counts(earlier?.number ?? 0)
        after = try await counts(later.number)
        var journal = JournalChanges()
        for run in runs where run.number > earlier?.number ?? 0 && run.number <= later.number {
            for try await batch in store.journal(ofRun: run.number) {
                for entry in batch { journal.add(entry) }
            }
        }
        let records = try await store.contacts(journal.replacedContacts, asOf: later.number)
        addresses = journal.addressChanges(records)
        self.journal = journal
    }

    /// Writes the CSVs that the plan wants.
    /// - Parameter gains: false where another pass over the participants has written those of what was gained.
    func write(
        _ plan: ChangePlan, gains: Bool, with exporter: Exporter, from store: any StoreReader,
        locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        var files: [ExportedFile] = []
        if gains {
            files += try await exporter.write(
                plan.gains, from: participants(of: changedCampaigns, in: store), locate: locate)
        }
        files += try await exporter.write(
            plan, listings: participants(of: journal.campaignIDs, in: store), changes: journal, locate: locate)
        return files + (try exporter.write(plan, addresses: addresses, locate: locate))
    }

    /// Campaigns in which anything was gained: the others need not be read.
    private var changedCampaigns: Set<CampaignID> { Set(after.keys.filter { after[$0] != before[$0] ?? Counts() }) }

    /// As they were when the later run had ended. An empty set is nobody here, not everybody.
    private func participants(of campaigns: Set<CampaignID>, in store: any StoreReader) -> RowBatches<ParticipantRow> {
        guard !campaigns.isEmpty else { return .empty }
        return store.participants(ParticipantQuery(campaignIDs: campaigns, asOf: later.number))
    }
}
