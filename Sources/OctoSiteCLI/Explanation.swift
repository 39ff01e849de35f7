import Engagement
import EngagementStore
import Sync

/// The story of one contact, or of all the contacts of one address.
struct Explanation {
    let store: any StoreReader
    let contacts: [ContactRecord]
    /// Empty: all.
    let campaigns: Set<CampaignID>

    func text() async throws -> String {
        let runs = Dictionary(try await store.runs().map { ($0.number, $0) }) { $1 }
        let records = Dictionary(try await store.campaigns().map { ($0.id, $0) }) { $1 }
        let certificates = Dictionary(grouping: try await store.certificates(), by: \.campaignID)
        let ids = contacts.map(\.id)
        let rows = try await store.participations(of: ids).filter { campaigns.isEmpty || campaigns.contains($0.campaignID) }
        let journal = try await store.journal(of: ids).filter { entry in
            campaigns.isEmpty || entry.campaignID.map(campaigns.contains) ?? true
        }
        var lines = contacts.flatMap(describe)
        for row in rows {
            lines +=
                [""] + story(row, record: records[row.campaignID], runs: runs, certificates: certificates[row.campaignID] ?? [])
        }
        if rows.isEmpty { lines += ["", "It is a participant of no campaign\(campaigns.isEmpty ? "" : " named")."] }
        if !journal.isEmpty {
            lines += ["", "What runs changed:"] + journal.map { "  \(name($0.run, runs)): \(words($0, records: records))" }
        }
        return lines.joined(separator: "\n")
    }

    private func describe(_ contact: ContactRecord) -> [String] {
        guard let attributes = contact.attributes else {
            return ["Contact \(contact.id): only its id was ever seen (deleted at the provider)."]
        }
        let fields = (attributes.fields ?? [:]).sorted { utf8Less($0.key, $1.key) }.filter { !$0.value.text.isEmpty }
        let updated = attributes.lastUpdatedAt.map { ", last updated \($0)" } ?? ""
        return [
            "Contact \(contact.id): \(attributes.emailAddress ?? "no address"), status \(attributes.status ?? "not given")\(updated)"
        ]
            + fields.map { "  \($0.key): \(ProgressBar.clipped($0.value.text, to: 80))" }
    }

    private func story(
        _ row: ParticipantRow, record: CampaignRecord?, runs: [RunNumber: Run], certificates: [Certificate]
    ) -> [String] {
        let participant = row.participant
        let title = record.map { "“\($0.campaign.title)”, sent \($0.campaign.sentAt?.iso8601 ?? "at an unknown time")" } ?? ""
        let head = "\(title)\n  campaign \(row.campaignID), contact \(participant.contactID)"
        return [head]
            + ReportKind.allCases.map { kind in
                let label = "  \(kind.rawValue):".padding(to: 16)
                guard let first = participant.firstReported[kind] else {
                    let isImplied = kind == .opened && row.engagement.opened
                    return label + (isImplied ? "implied by the click; the provider does not report it" : "no")
                }
                let time = participant.occurredAt[kind].map { " at \($0)" } ?? " (the provider gives no time)"
                return label + "reported\(time), first seen by \(name(first, runs)), " + lastSeen(kind, row, certificates, runs)
            }
    }

    /// Derived: the last complete walk, unless the journal says that it vanished.
    private func lastSeen(
        _ kind: ReportKind, _ row: ParticipantRow, _ certificates: [Certificate], _ runs: [RunNumber: Run]
    ) -> String {
        if ImportedContact.isID(row.participant.contactID) { return "imported; the provider has not listed it since" }
        if row.vanished.contains(kind) { return "retained: the provider no longer lists it" }
        guard let walk = certificates.first(where: { $0.kind == kind && $0.isComplete }) else {
            return "not yet proven by a complete walk"
        }
        return "last listed in \(name(walk.run, runs))"
    }

    private func words(_ entry: JournalEntry, records: [CampaignID: CampaignRecord]) -> String {
        func title(_ id: CampaignID) -> String { records[id].map { "“\($0.campaign.title)”" } ?? id }
        return switch entry.change {
        case .attributes(_, let old?):
            "the record was replaced; before: \(old.emailAddress ?? "no address"), status \(old.status ?? "not given"), "
                + (old.fields.map(CanonicalJSON.text) ?? "no fields")
        case .attributes: "the first record came"
        case .occurredAt(let campaign, _, let old):
            "an earlier time came up for \(title(campaign)); before: "
                + ReportKind.allCases.compactMap { kind in old[kind].map { "\(kind.rawValue) \($0)" } }.joined(separator: ", ")
        case .vanished(let campaign, _, let kind): "the \(kind.rawValue) report of \(title(campaign)) no longer listed it"
        case .returned(let campaign, _, let kind): "the \(kind.rawValue) report of \(title(campaign)) listed it again"
        case .campaign(let campaign, _): "\(title(campaign)) changed"
        }
    }

    private func name(_ number: RunNumber, _ runs: [RunNumber: Run]) -> String {
        number == 0 ? "run 0 (taken over from the old database)" : "run \(number) (\(runs[number]?.id ?? "unknown"))"
    }
}

extension JournalEntry {
    /// The campaign it is about; nil where it is about a contact's record.
    var campaignID: CampaignID? {
        switch change {
        case .attributes: nil
        case .occurredAt(let id, _, _), .vanished(let id, _, _), .returned(let id, _, _), .campaign(let id, _): id
        }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
