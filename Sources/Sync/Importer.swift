import Basics
package import Engagement
package import EngagementStore
package import Imports

/// Joins the old scripts' CSVs in, as a run of its own: history from before the first sync.
///
/// The files know addresses and no ids. A row whose address a contact of the campaign has is that contact's; any other
/// becomes a participant under ``ImportedContact``'s id, until a walk through the campaign tells the real one. An address
/// known from elsewhere is no match: one person on two lists has two ids, and only the campaign says which was meant.
package struct Importer: Sendable {
    private let store: any StoreWriter
    private let filter: ForgottenFilter
    private let now: @Sendable () -> Timestamp

    package init(store: any StoreWriter, filter: ForgottenFilter, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.filter = filter
        self.now = now
    }

    package struct Outcome: Sendable {
        package var run: Run
        package var rows = 0
        /// Participants that the store did not know.
        package var newParticipants = 0
        /// Rows whose contact the campaign's walks have told already.
        package var matched = 0
        /// Rows of people who have been forgotten; left out.
        package var forgotten = 0
        /// Rows that name nobody, as the contact was deleted at the provider; left out.
        package var withoutAddress = 0
    }

    /// Imports. The store's lease must be held.
    /// - Throws: ``ImportError`` (of a file that has changed since it was checked), ``StoreError`` or `CancellationError`,
    ///   with the run marked as interrupted and what was found kept; the same import again completes it.
    package func run(_ files: [LegacyFile]) async throws -> Outcome {
        let startedAt = now()
        let run = try await store.beginRun(
            Run(number: 0, id: startedAt.runID, startedAt: startedAt, api: Run.imported, coversAccount: false))
        var outcome = Outcome(run: run)
        do {
            // The newest campaign first, as the first record of a contact stands.
            for file in Self.newestFirst(files) {
                try Task.checkCancellation()
                try await read(file, into: &outcome)
            }
            try await finish(&outcome)
            return outcome
        } catch {
            try await store.markInterrupted(outcome.run, at: now(), requests: 0)
            throw error
        }
    }

    private static func newestFirst(_ files: [LegacyFile]) -> [LegacyFile] {
        files.sorted { left, right in
            let (a, b) = (left.sentAt?.seconds ?? .min, right.sentAt?.seconds ?? .min)
            return a == b ? utf8Less(left.campaignID, right.campaignID) : a > b
        }
    }

    private func finish(_ outcome: inout Outcome) async throws {
        let reconciliation = try await Reconciler(store: store).reconcile()
        outcome.run.totals = try await Syncer.totals(of: store)
        outcome.run.endedAt = now()
        outcome.run.state = .imported
        try await store.saveReconciliation(reconciliation, of: outcome.run.number)
        try await store.saveRun(outcome.run)
    }

    /// Holds one campaign's rows in memory at a time.
    private func read(_ file: LegacyFile, into outcome: inout Outcome) async throws {
        let rows = try file.rows()
        guard let first = rows.first else { return }
        try await register(file.campaignID, first, run: outcome.run.number)
        let known = try await people(in: file.campaignID)
        for chunk in rows.chunks(of: 1_000) {
            try await merge(chunk, of: file.campaignID, known: known, into: &outcome)
        }
    }

    /// Writes a campaign down that no sync has listed yet; the next one brings the rest of its record.
    private func register(_ id: CampaignID, _ row: LegacyRow, run: RunNumber) async throws {
        guard try await !store.campaigns().contains(where: { $0.id == id }) else { return }
        let campaign = Campaign(id: id, name: row.campaignName, status: .sent, sentAt: row.sentAt)
        let record = CampaignRecord(campaign: campaign, slug: Slug.make(for: campaign), firstRun: run)
        try await store.saveCampaigns([record], run: run)
    }

    /// The contacts of a campaign by address, as the provider has told them.
    private func people(in campaign: CampaignID) async throws -> [Person: ContactID] {
        var contacts: [Person: ContactID] = [:]
        for try await rows in store.participants(ParticipantQuery(campaignIDs: [campaign])) {
            // In order of the ids: of two with one address, the first one counts.
            for row in rows where !ImportedContact.isID(row.participant.contactID) {
                guard let person = row.attributes?.person, contacts[person] == nil else { continue }
                contacts[person] = row.participant.contactID
            }
        }
        return contacts
    }

    private func merge(
        _ rows: ArraySlice<LegacyRow>, of campaign: CampaignID, known: [Person: ContactID], into outcome: inout Outcome
    ) async throws {
        let run = outcome.run.number
        outcome.rows += rows.count
        var participants: [ContactID: Participant] = [:]
        var records: [ContactID: Attributes] = [:]
        for row in rows {
            guard let person = person(of: row.emailAddress) else {
                outcome.withoutAddress += 1
                continue
            }
            let imported = ImportedContact.id(of: person)
            if filter.knows(contact: imported, person: person) {
                outcome.forgotten += 1
                continue
            }
            let id = known[person] ?? imported
            if id == imported {
                records[id] = records[id] ?? row.attributes(run: run)
            } else {
                outcome.matched += 1
            }
            let participant = row.participant(id, run: run)
            participants[id, default: participant].join(participant)
        }
        // Before the first of them stands: a walk must not miss any.
        if !records.isEmpty { try await store.saveNote(.importedParticipants(of: campaign), run.description) }
        let stored = try await store.records(of: Array(records.keys))
        let contacts = records.filter { stored[$0.key] == nil }.map { ContactRecord(id: $0.key, attributes: $0.value) }
        let merged = try await store.merge(
            MergeBatch(
                run: run, campaignID: campaign, participants: Array(participants.values), contacts: contacts))
        outcome.newParticipants += merged.newParticipants
        outcome.run.gained.merge(merged.gained, uniquingKeysWith: +)
    }
}

extension LegacyRow {
    fileprivate func participant(_ id: ContactID, run: RunNumber) -> Participant {
        var participant = Participant(contactID: id, firstReported: FirstReported())
        for kind in reports { participant.firstReported[kind] = run }
        return participant
    }

    /// Without a time, so that any full record of the provider's replaces it.
    fileprivate func attributes(run: RunNumber) -> Attributes {
        Attributes(emailAddress: emailAddress, status: status, fields: fields, run: run)
    }
}
