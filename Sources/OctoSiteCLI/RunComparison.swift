import Engagement
import EngagementStore
import Metrics

/// What has changed between the ends of two runs, over the account and by campaign, down to the contact where the journal tells.
struct RunComparison: Encodable, Sendable {
    var from: String
    var to: String
    var before: Counts
    var after: Counts
    var campaigns: [CampaignChange]
    /// By report: contacts that complete walks between the two no longer listed, and listed again.
    var vanished: [String: Int]
    var returned: [String: Int]
    var changedAddresses: Int
    /// Whether the engaged rate of delivered participants changed by more than noise; nil where it can't be told.
    var isMoreThanNoise: Bool?

    struct CampaignChange: Encodable, Sendable {
        var id: CampaignID
        var title: String
        var before: Counts
        var after: Counts
    }

    init(from earlier: Run, to later: Run, in store: any EngagementStore) async throws {
        from = earlier.id
        to = later.id
        let (old, new) = (try await store.counts(asOf: earlier.number), try await store.counts(asOf: later.number))
        before = old.values.reduce(Counts(), +)
        after = new.values.reduce(Counts(), +)
        campaigns = try await store.campaigns().compactMap { record in
            let (before, after) = (old[record.id] ?? Counts(), new[record.id] ?? Counts())
            return before == after ? nil : CampaignChange(id: record.id, title: record.campaign.title, before: before, after: after)
        }
        (vanished, returned, changedAddresses) = ([:], [:], 0)
        isMoreThanNoise = RateDifference(
            Rate(before.engaged, of: before.delivered), Rate(after.engaged, of: after.delivered))?.isMoreThanNoise
        try await readJournal(from: earlier.number, to: later.number, in: store)
    }

    private mutating func readJournal(from: RunNumber, to: RunNumber, in store: any EngagementStore) async throws {
        let runs = try await store.runs().filter { $0.number > from && $0.number <= to && $0.state != .rolledBack }
        var contacts: Set<ContactID> = []
        for run in runs {
            for try await batch in store.journal(ofRun: run.number) {
                for entry in batch {
                    switch entry.change {
                    case .vanished(_, _, let kind): vanished[kind.rawValue, default: 0] += 1
                    case .returned(_, _, let kind): returned[kind.rawValue, default: 0] += 1
                    case .attributes(let id, let old?) where try await store.hasAnotherAddress(id, than: old): contacts.insert(id)
                    default: break
                    }
                }
            }
        }
        changedAddresses = contacts.count
    }

    /// For a terminal.
    var text: String {
        func change(_ name: String, _ value: KeyPath<Counts, Int>) -> [String] {
            let (old, new) = (before[keyPath: value], after[keyPath: value])
            return [name, Format.count(old), Format.count(new), Format.change(new - old)]
        }
        let totals = TextTable(
            head: ["", from, to, "Change"],
            rows: [
                change("Participants", \.participants), change("Opened", \.opened), change("Clicked", \.clicked),
                change("Engaged", \.engaged), change("Bounced", \.bounced), change("Complained", \.complained),
                change("Unsubscribed", \.unsubscribed),
            ], rightAligned: [1, 2, 3])
        let rows = campaigns.map { campaign in
            [
                ProgressBar.clipped(campaign.title, to: 48),
                Format.change(campaign.after.participants - campaign.before.participants),
                Format.change(campaign.after.opened - campaign.before.opened),
                Format.change(campaign.after.clicked - campaign.before.clicked),
            ]
        }
        let table = TextTable(
            head: ["Campaign", "Participants", "Opened", "Clicked"], rows: rows, rightAligned: [1, 2, 3])
        let gone = vanished.values.reduce(0, +), back = returned.values.reduce(0, +)
        let journal =
            "No longer listed by the provider: \(Format.count(gone)) rows; listed again: \(Format.count(back)); "
            + "contacts with another address: \(Format.count(changedAddresses))."
        return ([totals.text, ""] + (rows.isEmpty ? ["No campaign has changed."] : [table.text]) + ["", journal])
            .joined(separator: "\n")
    }
}

extension EngagementStore {
    /// True if the contact is a different person by now than an old record says.
    func hasAnotherAddress(_ id: ContactID, than old: Attributes) async throws -> Bool {
        guard let person = old.person else { return false }
        return try await contacts(matching: id).first?.attributes?.person != person
    }
}
