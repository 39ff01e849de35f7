import Engagement
import EngagementStore
import Metrics

/// What has changed between the ends of two runs, over the account and by campaign; as JSON it is what it encodes.
struct RunComparison: Encodable, Sendable {
    var from: String
    var to: String
    var before: Counts
    var after: Counts
    /// Those in which any count has changed, in the order of sending.
    var campaigns: [CampaignChange]
    /// By report: rows that the provider no longer lists, lists again, and that came and went in between.
    var vanished: [String: Int]
    var returned: [String: Int]
    var wavered: [String: Int]
    var changedAddresses: Int
    /// Campaigns that have changed and are a day old at least, at the ages they had reached by the end of the later run.
    var equalAge: [AgedCampaign]

    struct CampaignChange: Encodable, Sendable {
        var id: CampaignID
        var title: String
        var before: Counts
        var after: Counts
    }

    /// - Parameter excluded: campaigns that are compared, but with which no other is.
    init(_ changes: RunChanges, excluded: Set<CampaignID>, in store: any StoreReader) async throws {
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
        // Times of opens and clicks are as they are known today; counts and ages as of the end of the later run.
        let ages = EqualAge.byCampaign(
            records, counts: changes.after, hourCounts: try await store.hourCounts(), excluded: excluded,
            now: changes.later.endedAt ?? changes.later.startedAt)
        let changed = Set(campaigns.map(\.id))
        equalAge = records.filter { changed.contains($0.id) }.sorted { $0.campaign < $1.campaign }.compactMap { record in
            ages[record.id].map { AgedCampaign(record, ages: $0) }
        }
    }
}

/// A campaign beside all others at the same age; a difference is called higher or lower only where it is more than noise.
struct AgedCampaign: Encodable, Sendable {
    var id: CampaignID
    var title: String
    var ages: [Age]

    struct Age: Encodable, Sendable {
        /// After sending.
        var day: Int
        var opened: Share
        var clicked: Share
    }

    /// A rate of delivered participants with its 95 % interval.
    struct Share: Encodable, Sendable {
        var value: Double?
        var low: Double?
        var high: Double?
        /// This rate less that of all others, with its interval; nil where there are no others of this age.
        var againstOthers: Difference?

        init(_ rate: Rate, _ difference: RateDifference?) {
            (value, low, high) = (rate.value, rate.low, rate.high)
            againstOthers = difference.map {
                Difference(value: $0.value, low: $0.low, high: $0.high, verdict: $0.verdict.rawValue)
            }
        }
    }

    struct Difference: Encodable, Sendable {
        var value: Double
        var low: Double
        var high: Double
        /// `higher`, `lower`, or `noise`.
        var verdict: String
    }

    init(_ record: CampaignRecord, ages: [EqualAge]) {
        id = record.id
        title = record.campaign.title
        self.ages = ages.map {
            Age(day: $0.day, opened: Share($0.open, $0.openAgainstOthers), clicked: Share($0.click, $0.clickAgainstOthers))
        }
    }
}
