package import Engagement
package import EngagementStore

/// A sequence of operations on a store that depends on nothing but its seed. Applied to two stores, both must answer
/// the same and hold the same.
package struct StoreScript: Sendable {
    package var operations: [Operation]

    package enum Operation: Sendable {
        case beginRun(Run)
        /// Ends the newest run.
        case endRun(Run.State, Timestamp)
        case saveCampaigns([CampaignRecord], RunNumber)
        case saveLists([ContactList])
        case merge(MergeBatch)
        case endWalk(Certificate, keepsCursor: Bool, vanished: [ContactID], returned: [ContactID])
        case saveNote(StoreNote, String?)
        case rollback(RunNumber)
        case forget([ContactID], [Tombstone])
        case raiseForgotten(CampaignID, ReportKind, Int)
        case accept(AcceptedDifference)
        case rename([ContactID: ContactID], CampaignID)
    }

    package init(operations: [Operation]) { self.operations = operations }

    /// Several runs over a few campaigns, with renames, changed addresses, vanished contacts, broken walks; with
    /// `takesBack` also rollbacks and forgotten people.
    package init(seed: UInt64, runs: Int = 5, takesBack: Bool = true) {
        var world = StoreWorld(seed: seed)
        operations = []
        for number in 1...runs {
            operations += world.operations(ofRun: RunNumber(number))
            if takesBack { operations += world.takingBack(afterRun: RunNumber(number)) }
        }
    }

    /// Every contact that any operation merges.
    package var contacts: [ContactID] {
        let ids = operations.flatMap { operation -> [ContactID] in
            if case .merge(let batch) = operation { batch.contacts.map(\.id) } else { [] }
        }
        return Set(ids).sorted(by: utf8Less)
    }

    /// Applies everything in order.
    /// - Returns: what the store answered, a line an operation.
    @discardableResult
    package func apply(to store: any EngagementStore) async throws -> [String] {
        var answers: [String] = []
        for operation in operations { answers.append(try await apply(operation, to: store)) }
        return answers
    }

    private func apply(_ operation: Operation, to store: any EngagementStore) async throws -> String {
        switch operation {
        case .beginRun(let run): return "run \(try await store.beginRun(run).number)"
        case .endRun(let state, let time):
            guard var run = try await store.runs().last else { return "no run" }
            (run.state, run.endedAt) = (state, time)
            try await store.saveRun(run)
        case .saveCampaigns(let records, let run): try await store.saveCampaigns(records, run: run)
        case .saveLists(let lists): try await store.saveLists(lists)
        case .merge(let batch):
            let outcome = try await store.merge(batch)
            let gained = ReportKind.allCases.map { outcome.gained[$0] ?? 0 }
            return "merged \(outcome.newParticipants) \(gained) \(outcome.changedContacts)"
        case .endWalk(let certificate, let keepsCursor, let vanished, let returned):
            try await store.endWalk(certificate, keepsCursor: keepsCursor, vanished: vanished, returned: returned)
        case .saveNote(let note, let value): try await store.saveNote(note, value)
        case .rollback(let run): return "\(try await store.rollback(to: run))"
        case .forget(let contacts, let tombstones): return "\(try await store.forget(contacts, tombstones: tombstones))"
        case .raiseForgotten(let campaign, let kind, let count):
            try await store.raiseForgottenCount(campaign: campaign, kind: kind, to: count)
        case .accept(let difference): try await store.accept(difference)
        case .rename(let names, let campaign): try await store.rename(names, in: campaign)
        }
        return "done"
    }
}
