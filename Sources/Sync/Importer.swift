import Basics
package import Engagement
package import EngagementStore
package import Imports

/// Merges the old scripts' CSVs as a run: history from before the first sync.
///
/// The files have addresses and no ids. A row belongs to the contact of the campaign that has the same address. Any other
/// row becomes a participant with ``ImportedContact``'s id, until a walk through the campaign gives the real one. An address
/// that is known from elsewhere is no match: a person on two lists has two ids, and only the campaign tells which one is
/// meant.
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
        /// Participants that were not in the store.
        package var newParticipants = 0
        /// Rows whose contact is known from the campaign's walks.
        package var matched = 0
        /// Rows of people who were forgotten; left out.
        package var forgotten = 0
        /// Rows without an address, because the contact was deleted at the provider; left out.
        package var withoutAddress = 0
    }

    /// Imports. The store's lease must be held.
    /// - Throws: ``ImportError`` (of a file that has changed since it was checked), ``StoreError`` or `CancellationError`,
    ///   with the run marked as interrupted; what was read is kept, and the same import again completes it.
    package func run(_ files: [LegacyFile]) async throws -> Outcome {
        let startedAt = now()
        let run = try await store.beginRun(
            Run(number: 0, id: startedAt.runID, startedAt: startedAt, api: Run.imported, coversAccount: false))
        var outcome = Outcome(run: run)
        do {
            // The newest campaign first, because the first record of a contact is kept.
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
        let sums = try await StoreSums.current(in: store, isAnew: true)
        let reconciliation = try await Reconciler(store: store, counts: sums.counts).reconcile()
        outcome.run.totals = try await Syncer.totals(of: store, sums)
        outcome.run.endedAt = now()
        outcome.run.state = .imported
        try await store.saveReconciliation(reconciliation, of: outcome.run.number)
        try await store.saveRun(outcome.run)
    }

    /// Holds one campaign's rows in memory at a time.
    private func read(_ file: LegacyFile, into outcome: inout Outcome) async throws {
        let rows = try file.rows().map(redacted)
        guard let first = rows.first else { return }
        try await register(file.campaignID, first, run: outcome.run.number)
        let known = try await people(in: file.campaignID)
        for chunk in rows.chunks(of: 1_000) {
            try await merge(chunk, of: file.campaignID, known: known, into: &outcome)
        }
    }

    /// The row without the addresses of forgotten people in its fields and in the campaign's name.
    private func redacted(_ row: LegacyRow) -> LegacyRow {
        if filter.isEmpty { return row }
        var row = row
        row.fields = filter.redaction.redacted(row.fields) ?? row.fields
        row.campaignName = filter.redaction.redacted(row.campaignName) ?? row.campaignName
        return row
    }

    /// Stores a campaign that no sync has listed yet; the next sync brings the rest of its record.
    private func register(_ id: CampaignID, _ row: LegacyRow, run: RunNumber) async throws {
        let known = try await store.campaigns()
        guard !known.contains(where: { $0.id == id }) else { return }
        let campaign = Campaign(id: id, name: row.campaignName, status: .sent, sentAt: row.sentAt)
        let record = CampaignRecord(
            campaign: campaign, slug: Slug.make(for: campaign, taken: Set(known.map(\.slug))), firstRun: run)
        try await store.saveCampaigns([record], run: run)
    }

    /// The campaign's contacts that the provider has listed, by address, and imported ones whose id an earlier release made from
    /// another spelling of the address.
    private func people(in campaign: CampaignID) async throws -> [Person: ContactID] {
        var contacts: [Person: ContactID] = [:]
        for try await rows in store.participants(ParticipantQuery(campaignIDs: [campaign])) {
            // In order of the ids: of two contacts with the same address, the first one counts.
            for row in rows {
                let id = row.participant.contactID
                guard let person = row.attributes?.person, ImportedContact.id(of: person) != id else { continue }
                let isListed = !ImportedContact.isID(id)
                if contacts[person].map({ isListed && ImportedContact.isID($0) }) ?? true { contacts[person] = id }
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
            if filter.knows(contact: imported, address: row.emailAddress) {
                outcome.forgotten += 1
                continue
            }
            let id = known[person] ?? imported
            if id == imported {
                records[id] = records[id] ?? row.attributes(from: RecordSource(outcome.run, among: []))
            } else {
                outcome.matched += 1
            }
            let participant = row.participant(id, run: run)
            participants[id, default: participant].join(participant)
        }
        // Before the first of them is stored, because a walk looks for them only if the note exists.
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

    /// Without a time, so that any full record of the provider replaces it.
    fileprivate func attributes(from source: RecordSource) -> Attributes {
        Attributes(emailAddress: emailAddress, status: status, fields: fields, from: source)
    }
}
