import Basics
package import Engagement
package import EngagementStore

/// Forgetting first writes down what it is about to do, with the sums it will come to, and removes that note last: cut
/// off anywhere, it is finished by the next call or the next run, and nobody is counted twice.
extension MongoStore {
    package func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome {
        try await exclusively {
            self.forgetMemory()
            var outcome = try await self.finishForgetting()
            // Tombstones stand before anything is gone, so that no sync can bring it back in between.
            try await self.keep(tombstones)
            guard let plan = try await self.planForgetting(Array(Set(contacts))) else { return outcome }
            try await self.connection.write(.control, [.replace(filter: ["_id": "forget"], with: plan.document)])
            let finished = try await self.finishForgetting()
            outcome.contacts += finished.contacts
            outcome.participants += finished.participants
            outcome.journalEntries += finished.journalEntries
            return outcome
        }
    }

    /// Carries out what a call has written down, its own or one that was cut off.
    @discardableResult
    func finishForgetting() async throws -> ForgetOutcome {
        guard let document = try await connection.find(.control, ["_id": "forget"]).first else { return ForgetOutcome() }
        let plan = ForgettingPlan(document)
        try await ensureIndexes(of: .participants)
        try await connection.write(.forgotten, plan.counts.map { Self.raising($0.campaign, $0.kind, to: $0.count) })
        for part in plan.contacts.chunks(of: Self.chunk) {
            let ids: BSONValue = ["$in": .array(part.map(BSONValue.string))]
            let stored = try await connection.find(.participants, ["contact_id": ids], .init(projection: ["_id": 1]))
                .compactMap(ParticipantDocument.decode)
            try await writeInParallel(
                .participants,
                stored.map { .delete(filter: ParticipantDocument.filter($0.campaignID, $0.participant.contactID)) })
            try await connection.write(.journal, [.deleteMany(filter: ["contact_id": ids])])
            try await connection.write(.contacts, [.deleteMany(filter: ["_id": ids])])
        }
        let persons: BSONValue = ["$in": .array(plan.persons.map(BSONValue.string))]
        try await connection.write(.unkeyed, [.deleteMany(filter: ["person": persons])])
        try await connection.write(.control, [.delete(filter: ["_id": "forget"])])
        return plan.outcome
    }

    /// Nil if the store knows nothing of the contacts.
    private func planForgetting(_ contacts: [ContactID]) async throws -> ForgettingPlan? {
        var plan = ForgettingPlan(contacts: contacts)
        var added: [CampaignID: [ReportKind: Int]] = [:]
        for part in contacts.chunks(of: Self.chunk) {
            let stored = try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.map(BSONValue.string))]],
                .init(projection: ParticipantDocument.projection)
            ).compactMap(ParticipantDocument.decode)
            plan.outcome.participants += stored.count
            for stored in stored {
                for kind in ReportKind.allCases where stored.participant.firstReported.isReported(kind) {
                    added[stored.campaignID, default: [:]][kind, default: 0] += 1
                }
            }
            let records = try await self.contacts(ids: Array(part), on: connection)
            let journal = try await self.journal(of: Array(part))
            plan.outcome.contacts += records.count
            plan.outcome.journalEntries += journal.count
            plan.persons += records.compactMap { $0.attributes?.person }
            plan.persons += journal.compactMap { entry in
                if case .attributes(_, let old) = entry.change { old?.person } else { nil }
            }
        }
        guard plan.outcome != ForgetOutcome() else { return nil }
        let before = try await forgottenCounts()
        for (campaign, kinds) in added {
            for (kind, count) in kinds {
                plan.counts.append((campaign, kind, (before[campaign]?[kind] ?? 0) + count))
            }
        }
        return plan
    }

    // MARK: - What is kept

    func keep(_ tombstones: some Sequence<Tombstone>) async throws {
        try await connection.write(
            .tombstones,
            tombstones.map { stone in
                let id: BSONValue = ["subject": .string(stone.subject.rawValue), "hash": .string(stone.hash)]
                return .replace(filter: ["_id": id], with: ["_id": id])
            })
    }

    package func tombstones() async throws -> Set<Tombstone> {
        let documents = try await connection.find(.tombstones, [:])
        return Set(
            documents.compactMap { document in
                guard let subject = document["_id", "subject"]?.string.flatMap(Tombstone.Subject.init),
                    let hash = document["_id", "hash"]?.string
                else { return nil }
                return Tombstone(subject: subject, hash: hash)
            })
    }

    package func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        try await connection.find(.forgotten, [:]).reduce(into: [:]) { counts, document in
            guard let campaign = document["_id", "campaign_id"]?.string,
                let kind = document["_id", "kind"]?.string.flatMap(ReportKind.init)
            else { return }
            counts[campaign, default: [:]][kind] = document["count"]?.int
        }
    }

    package func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws {
        try await connection.write(.forgotten, [Self.raising(campaign, kind, to: count)])
    }

    static func raising(_ campaign: CampaignID, _ kind: ReportKind, to count: Int) -> Write {
        .update(filter: ["_id": key(campaign, kind)], update: ["$max": ["count": BSONValue(count)]], upsert: true)
    }
}
