import EmailOctopus
import Engagement
import EngagementStore

/// The beginning of a sync: what there is, and what has to be done about it.
extension Syncer {
    /// The account's campaigns, and why they may not be all; refuses a store that belongs to another account.
    func list() async throws -> (campaigns: [Campaign], problem: String?) {
        let (campaigns, ending) = try await Pages(id: \.id, fetch: { try await source.campaigns(after: $0) }).collect()
        let ids = Set(campaigns.map(\.id))
        let known = try await store.campaigns()
        if !known.isEmpty, !known.contains(where: { ids.contains($0.id) }) { throw SyncError.otherAccount(store: store.name) }
        if let missing = options.campaignIDs.sorted().first(where: { !ids.contains($0) }) {
            throw SyncError.noSuchCampaign(id: missing)
        }
        report(.listed(campaigns: campaigns.count, withReports: campaigns.filter(\.status.hasReports).count))
        let lacksKnown = ending == .circle && !known.allSatisfy { ids.contains($0.id) }
        let isWhole = ending != .loop && !lacksKnown
        return (campaigns, isWhole ? nil : "The list of the account's campaigns \(Self.circle(after: campaigns.count)).")
    }

    /// The account's lists, or why they could not be read.
    func readLists() async throws -> (rows: [ListedList], problem: String?) {
        do {
            let (lists, ending) = try await Pages(id: \.list.id, fetch: { try await source.lists(after: $0) }).collect()
            return (lists, ending != .loop ? nil : "The list of the account's lists \(Self.circle(after: lists.count)).")
        } catch let error as APIError where error.code != .keyRefused {
            return ([], "The account's lists could not be read, so contacts may lack fields. \(error)")
        }
    }

    /// What is wrong with a listing of which nobody can say whether it is whole.
    static func circle(after count: Int) -> String {
        "leads in a circle after \(count), so some may be missing; the provider's support can tell"
    }

    /// The records of listed campaigns, new ones with a slug of their own; stores nothing.
    func known(_ listing: [Campaign], run: RunNumber = 0) async throws -> [CampaignRecord] {
        let known = Dictionary(try await store.campaigns().map { ($0.id, $0) }) { $1 }
        return listing.map { campaign in
            guard var record = known[campaign.id] else {
                return CampaignRecord(campaign: campaign, slug: Slug.make(for: campaign), firstRun: run)
            }
            record.campaign = campaign
            return record
        }
    }

    /// Writes down what is new or renamed among the campaigns.
    func register(_ listing: [Campaign], run: RunNumber) async throws -> [CampaignRecord] {
        let records = try await known(listing, run: run)
        try await store.saveCampaigns(records, run: run)
        return records
    }

    // MARK: Planning

    func plan(_ records: [CampaignRecord], isFull: Bool, contactRequests: Int) async throws -> SyncPlan {
        let chosen = records.filter { record in
            record.campaign.status.hasReports && (options.campaignIDs.isEmpty || options.campaignIDs.contains(record.id))
        }
        let reconciler = try await Reconciler(store: store)
        let summaries = try await summaries(of: chosen)
        let campaigns = chosen.map { record in
            plan(record, answer: summaries[record.id] ?? .failure(CancellationError()), reconciler: reconciler, isFull: isFull)
        }
        return SyncPlan(
            campaigns: campaigns, requestsSoFar: requests(), contactRequests: contactRequests, isFull: isFull,
            rate: options.rate, burst: options.burst)
    }

    private func plan(
        _ record: CampaignRecord, answer: Result<Summary, any Error>, reconciler: Reconciler, isFull: Bool
    ) -> CampaignPlan {
        var plan = CampaignPlan(
            record: record, summary: nil, decisions: [:], fetchesLinks: false, problem: nil, isNotYet: false)
        switch answer {
        case .success(let summary):
            plan.summary = summary
            let hasMoved = record.summary.map {
                $0.clickedTotal != summary.clickedTotal || $0.clickedUnique != summary.clickedUnique
            }
            let hasClicks = summary.clickedTotal > 0 || summary.clickedUnique > 0
            plan.fetchesLinks = hasMoved ?? hasClicks || (record.links == nil && hasClicks)
        case .failure(let error as APIError) where error.code == .notAvailable && record.campaign.status == .sending:
            plan.isNotYet = true
            return plan
        case .failure(let error):
            plan.problem = "“\(record.campaign.title)”: its summary could not be read. \(error)"
        }
        for kind in ReportKind.allCases {
            plan.decisions[kind] = Guidance.decide(
                certificates: reconciler.certificates[record.id]?[kind] ?? [], expected: plan.summary?.count(of: kind),
                stored: reconciler.stored(record.id, kind), isFull: isFull)
        }
        return plan
    }

    /// Every campaign's summary, or why there is none; several at once.
    private func summaries(of records: [CampaignRecord]) async throws -> [CampaignID: Result<Summary, any Error>] {
        try await withThrowingTaskGroup(of: (CampaignID, Result<Summary, any Error>).self) { group in
            var answers: [CampaignID: Result<Summary, any Error>] = [:]
            func take(_ answer: (CampaignID, Result<Summary, any Error>)) {
                answers[answer.0] = answer.1
                report(.summary(done: answers.count, of: records.count))
            }
            for (index, record) in records.enumerated() {
                if index >= 12, let answer = try await group.next() { take(answer) }
                group.addTask {
                    do {
                        return (record.id, .success(try await source.summary(of: record.id)))
                    } catch let error as APIError where error.code != .keyRefused {
                        return (record.id, .failure(error))
                    }
                }
            }
            for try await answer in group { take(answer) }
            return answers
        }
    }
}
