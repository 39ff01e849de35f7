package import Engagement
import EngagementStore
import Metrics

/// What has changed between the ends of two runs, over the account and by campaign. Encodes to the JSON that `compare --json`
/// prints.
package struct RunComparison: Encodable, Sendable {
    package var from: String
    package var to: String
    package var before: Counts
    package var after: Counts
    /// Those in which any count has changed, in the order of sending.
    package var campaigns: [CampaignChange]
    /// By report: rows that the provider no longer lists, lists again, and that came and went in between.
    package var vanished: [String: Int]
    package var returned: [String: Int]
    package var wavered: [String: Int]
    package var changedAddresses: Int
    /// Campaigns that have changed and are a day old at least, at the ages they had reached by the end of the later run.
    package var equalAge: [AgedCampaign]

    package struct CampaignChange: Encodable, Sendable {
        package var id: CampaignID
        package var title: String
        package var before: Counts
        package var after: Counts
    }

    init(_ changes: RunChanges, in store: any StoreReader) async throws {
        from = changes.earlier?.id ?? ""
        to = changes.later.id
        before = changes.before.values.reduce(Counts(), +)
        after = changes.after.values.reduce(Counts(), +)
        let records = try await store.campaigns()
        campaigns = records.compactMap { record in
            let (before, after) = (changes.before[record.id] ?? Counts(), changes.after[record.id] ?? Counts())
            return before == after
                ? nil : CampaignChange(id: record.id, title: record.campaign.title, before: before, after: after)
        }
        let listings = changes.journal.listingCounts
        func named(_ change: ListingChange) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: (listings[change] ?? [:]).map { ($0.key.rawValue, $0.value) })
        }
        (vanished, returned, wavered) = (named(.vanished), named(.returned), named(.wavered))
        changedAddresses = changes.addresses.count
        let changed = Set(campaigns.map(\.id))
        // Times of opens and clicks are as they are known today; counts and ages as of the end of the later run.
        let checked = try await store.reconciliation(of: changes.later.number)?.campaigns ?? []
        let ages = EqualAge.byCampaign(
            records, counts: changes.after, hourCounts: try await store.hourCounts(),
            reconciliations: Dictionary(checked.map { ($0.campaignID, $0) }, uniquingKeysWith: { first, _ in first }),
            now: changes.later.endedAt ?? changes.later.startedAt)
        equalAge = records.filter { changed.contains($0.id) }.sorted { $0.campaign < $1.campaign }.compactMap { record in
            ages[record.id].map { AgedCampaign(record, ages: $0) }
        }
    }
}
