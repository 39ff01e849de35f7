import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func merge(_ batch: MergeBatch) async throws -> MergeOutcome {
        try await write { db in
            var outcome = MergeOutcome()
            outcome.changedContacts = try ContactMerge(db: db, run: batch.run).merge(batch.contacts)
            guard let campaign = batch.campaignID else {
                precondition(
                    batch.participants.isEmpty && batch.checkpoints.isEmpty, "participants belong to a campaign")
                return outcome
            }
            let key = try Self.key(of: campaign, db)
            outcome += try ParticipantMerge(db: db, campaign: key, run: batch.run).merge(batch.participants)
            for checkpoint in batch.checkpoints { try Self.move(to: checkpoint, campaign: key, run: batch.run, db) }
            return outcome
        }
    }
}
