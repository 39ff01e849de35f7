package import Engagement
package import EngagementStore
import Sync

/// Collects what a store knows about one contact, or about all contacts of one address.
package struct ExplainWorkflow: Sendable {
    private let store: any StoreReader
    private let contact: String
    private let campaigns: Set<CampaignID>
    private let secretFile: String

    /// - Parameters:
    ///   - contact: an id, or an address in any case.
    ///   - campaigns: only these; empty: all.
    ///   - secretFile: holds the key by which a forgotten person is recognised.
    package init(store: any StoreReader, contact: String, campaigns: Set<CampaignID>, secretFile: String) {
        self.store = store
        self.contact = contact
        self.campaigns = campaigns
        self.secretFile = secretFile
    }

    /// - Throws: ``WorkflowError`` for a contact that the store does not know, or has forgotten.
    package func run() async throws -> Explanation {
        let filter = try await Secret.filter(for: store, secretFile: secretFile)
        let contacts = try await store.contacts(matching: contact)
        guard !contacts.isEmpty else {
            throw WorkflowError(
                .badRequest,
                filter.knows(contact)
                    ? "\(contact) was forgotten: the store holds nothing but a tombstone."
                    : "The store knows no contact with the id or address \(contact).")
        }
        let ids = contacts.map(\.id)
        let rows = try await store.participations(of: ids).filter { isChosen($0.campaignID) }
        let journal = try await store.journal(of: ids).filter { $0.campaignID.map(isChosen) ?? true }
        let known = try await Known(store)
        let sightings = contacts.reduce(into: [ContactID: Explanation.Sighting]()) { sightings, contact in
            guard let key = contact.attributes?.key else { return }
            sightings[contact.id] = Explanation.Sighting(run: known.reference(key.run), stamp: key.stamp)
        }
        return Explanation(
            contacts: contacts, sightings: sightings, participations: rows.map(known.participation),
            changes: journal.enumerated().map { index, entry in
                Explanation.Change(
                    run: known.reference(entry.run), entry: entry, campaignID: entry.campaignID,
                    campaign: entry.campaignID.flatMap { known.campaigns[$0] },
                    precedence: known.precedence(in: entry, before: journal[(index + 1)...], contacts))
            })
    }

    private func isChosen(_ campaign: CampaignID) -> Bool { campaigns.isEmpty || campaigns.contains(campaign) }
}

/// What rows are explained by.
private struct Known {
    let campaigns: [CampaignID: Campaign]
    private let runs: [RunNumber: Run]
    private let sources: [RunNumber: RecordSource]
    private let certificates: [CampaignID: [Certificate]]

    init(_ store: any StoreReader) async throws {
        let all = try await store.runs()
        runs = Dictionary(all.map { ($0.number, $0) }) { $1 }
        sources = Dictionary(all.map { ($0.number, RecordSource($0, among: all)) }) { $1 }
        campaigns = Dictionary(try await store.campaigns().map { ($0.id, $0.campaign) }) { $1 }
        certificates = Dictionary(grouping: try await store.certificates(), by: \.campaignID)
    }

    func reference(_ run: RunNumber) -> Explanation.RunReference {
        Explanation.RunReference(number: run, id: runs[run]?.id)
    }

    /// Why a record replaced the one that an entry holds: by what is known of both when they were first seen.
    /// - Parameters:
    ///   - later: the entries after it.
    ///   - contacts: with their current records.
    func precedence(
        in entry: JournalEntry, before later: ArraySlice<JournalEntry>, _ contacts: [ContactRecord]
    ) -> Explanation.Precedence? {
        guard case .attributes(let contact, let old?) = entry.change else { return nil }
        let next = later.lazy.compactMap { entry -> Attributes? in
            if case .attributes(contact, let record) = entry.change { record } else { nil }
        }.first
        guard let new = next ?? contacts.first(where: { $0.id == contact })?.attributes else { return nil }
        if old.fields == nil, new.fields != nil { return .full }
        guard let mine = key(of: old), let theirs = key(of: new) else { return .laterRun }
        guard let difference = mine.first(apartFrom: theirs) else { return .text }
        return switch difference.part {
        case .generation where difference.isLess: .fullRun(reference(theirs.generation))
        case .stamp where difference.isLess: theirs.stamp.map { .stamp($0, over: mine.stamp) } ?? .laterRun
        // A later sighting has raised the new one's key above that of its first run.
        case .generation, .stamp, .run: .laterRun
        }
    }

    /// The key that the first run that saw a record gave it.
    private func key(of record: Attributes) -> RecordKey? { sources[record.run]?.key(of: record.lastUpdatedAt) }

    func participation(_ row: ParticipantRow) -> Explanation.Participation {
        Explanation.Participation(
            campaignID: row.campaignID, contactID: row.participant.contactID, campaign: campaigns[row.campaignID],
            reports: ReportKind.allCases.map { ($0, listing($0, row)) })
    }

    private func listing(_ kind: ReportKind, _ row: ParticipantRow) -> Explanation.Listing {
        guard let first = row.participant.firstReported[kind] else {
            return kind == .opened && row.engagement.opened ? .impliedByClick : .notListed
        }
        return .reported(
            time: row.participant.occurredAt[kind], first: reference(first), last: lastListing(kind, row))
    }

    /// The last complete walk saw the row, unless the journal says that it vanished.
    private func lastListing(_ kind: ReportKind, _ row: ParticipantRow) -> Explanation.LastListing {
        if ImportedContact.isID(row.participant.contactID) { return .importedOnly }
        if row.vanished.contains(kind) { return .retained }
        let walks = certificates[row.campaignID] ?? []
        guard let walk = walks.first(where: { $0.kind == kind && $0.isComplete }) else { return .unproven }
        return .listed(reference(walk.run))
    }
}

extension JournalEntry {
    /// The campaign it is about; nil where it is about a contact's record.
    fileprivate var campaignID: CampaignID? {
        switch change {
        case .attributes: nil
        case .occurredAt(let id, _, _), .vanished(let id, _, _), .returned(let id, _, _), .campaign(let id, _): id
        }
    }
}
