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
        return Explanation(
            contacts: contacts, participations: rows.map(known.participation),
            changes: journal.map { entry in
                Explanation.Change(
                    run: known.reference(entry.run), entry: entry, campaignID: entry.campaignID,
                    campaign: entry.campaignID.flatMap { known.campaigns[$0] })
            })
    }

    private func isChosen(_ campaign: CampaignID) -> Bool { campaigns.isEmpty || campaigns.contains(campaign) }
}

/// What rows are explained by.
private struct Known {
    let campaigns: [CampaignID: Campaign]
    private let runs: [RunNumber: Run]
    private let certificates: [CampaignID: [Certificate]]

    init(_ store: any StoreReader) async throws {
        runs = Dictionary(try await store.runs().map { ($0.number, $0) }) { $1 }
        campaigns = Dictionary(try await store.campaigns().map { ($0.id, $0.campaign) }) { $1 }
        certificates = Dictionary(grouping: try await store.certificates(), by: \.campaignID)
    }

    func reference(_ run: RunNumber) -> Explanation.RunReference {
        Explanation.RunReference(number: run, id: runs[run]?.id)
    }

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
