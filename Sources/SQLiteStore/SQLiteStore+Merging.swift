import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func merge(_ batch: MergeBatch) async throws -> MergeOutcome {
        try await write { db in
            var outcome = MergeOutcome()
            let marks = ChangeMarks(db: db)
            let changed = try ContactMerge(db: db, run: batch.run).merge(batch.contacts)
            outcome.changedContacts = changed.count
            try marks.raise(campaignsOf: changed.untold, .participants)
            try marks.raise(campaignsOf: changed.addresses, .measures)
            try marks.raise(campaignsOf: changed.others, .rows)
            try Self.add(conflictingTags: batch.conflictingTags, db)
            guard let campaign = batch.campaignID else {
                precondition(
                    batch.participants.isEmpty && batch.checkpoints.isEmpty, "participants belong to a campaign")
                return outcome
            }
            let key = try Self.key(of: campaign, db)
            let before = db.totalChangesCount
            outcome += try ParticipantMerge(db: db, campaign: key, run: batch.run).merge(batch.participants)
            if db.totalChangesCount != before { try marks.raise(campaign: key) }
            for checkpoint in batch.checkpoints { try Self.move(to: checkpoint, campaign: key, run: batch.run, db) }
            return outcome
        }
    }
}
