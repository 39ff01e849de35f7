import Basics
package import Engagement
package import EngagementStore

/// Forgetting first saves a plan with the sums that will result, and removes the plan last: if it is interrupted anywhere, the
/// next call or the next run completes it, and nobody is counted twice.
extension MongoStore {
    package func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome {
        try await exclusively {
            self.discardMemory()
            var outcome = try await self.finishForgetting()
            // Before anything is removed, so that no sync brings it back in between.
            try await self.keep(tombstones)
            guard let plan = try await self.planForgetting(Array(Set(contacts))) else { return outcome }
            try await self.connection.write(.control, [.replace(filter: ["_id": "forget"], with: plan.document)])
            outcome += try await self.finishForgetting()
            return outcome
        }
    }

    /// Carries out a saved plan: of this call, or of one that was interrupted.
    @discardableResult
    func finishForgetting() async throws -> ForgetOutcome {
        let plans = try await connection.find(.control, ["_id": "forget"], decoding: ForgettingPlan.init(_:))
        guard let plan = plans.first else { return ForgetOutcome() }
        try await ensureIndexes(of: .participants)
        // What was measured may still name a mailbox provider that nobody else uses.
        try await connection.write(.measures, [.deleteMany(filter: [:])])
        try await connection.write(.forgotten, plan.counts.map { Self.raising($0.campaign, $0.kind, to: $0.count) })
        for part in plan.contacts.chunks(of: Self.pageSize) {
            let ids: BSONValue = ["$in": .array(part.map(BSONValue.string))]
            let stored = try await connection.find(
                .participants, ["contact_id": ids], .init(projection: ["_id": 1]), decoding: ParticipantDocument.decode)
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

    /// Nil if nothing is stored of the contacts.
    private func planForgetting(_ contacts: [ContactID]) async throws -> ForgettingPlan? {
        var plan = ForgettingPlan(contacts: contacts)
        var added: [CampaignID: [ReportKind: Int]] = [:]
        for part in contacts.chunks(of: Self.pageSize) {
            let stored = try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.map(BSONValue.string))]],
                .init(projection: ParticipantDocument.projection), decoding: ParticipantDocument.decode)
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

    // MARK: - Tombstones and counts

    func keep(_ tombstones: some Sequence<Tombstone>) async throws {
        try await connection.write(
            .tombstones,
            tombstones.map { tombstone in
                let id: BSONValue = ["subject": .string(tombstone.subject.rawValue), "hash": .string(tombstone.hash)]
                return .replace(filter: ["_id": id], with: ["_id": id])
            })
    }

    package func tombstones() async throws -> Set<Tombstone> {
        Set(
            try await connection.find(.tombstones, [:]) { document throws(UnreadableValue) in
                let id = try document.required("_id", \.document)
                return Tombstone(subject: try id.word("subject"), hash: try id.required("hash", \.string))
            })
    }

    package func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        let counts = try await connection.find(.forgotten, [:]) { document throws(UnreadableValue) in
            (key: try Self.campaignAndKind(of: document), count: try document.required("count", \.int))
        }
        return counts.reduce(into: [:]) { $0[$1.key.0, default: [:]][$1.key.1] = $1.count }
    }

    package func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws {
        try await changing { try await self.connection.write(.forgotten, [Self.raising(campaign, kind, to: count)]) }
    }

    static func raising(_ campaign: CampaignID, _ kind: ReportKind, to count: Int) -> Write {
        .update(filter: ["_id": key(campaign, kind)], update: ["$max": ["count": BSONValue(count)]], upsert: true)
    }
}
