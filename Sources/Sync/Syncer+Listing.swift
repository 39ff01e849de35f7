import EmailOctopus
import Engagement
import EngagementStore

/// The beginning of a sync: it lists what the account has, and plans what has to be asked for.
extension Syncer {
    /// The account's campaigns, and why some may be missing. Refuses a store that belongs to another account.
    func list() async throws -> (campaigns: [Campaign], problem: String?) {
        let (campaigns, ending) = try await collect(id: \.id) { try await source.campaigns(after: $0) }
        let ids = Set(campaigns.map(\.id))
        let known = try await store.campaigns()
        if !known.isEmpty, !known.contains(where: { ids.contains($0.id) }) { throw SyncError.otherAccount(store: store.name) }
        if let missing = options.campaignIDs.sorted().first(where: { !ids.contains($0) }) {
            throw SyncError.noSuchCampaign(id: missing)
        }
        onEvent(.listed(campaigns: campaigns.count, withReports: campaigns.filter(\.status.hasReports).count))
        let lacksKnown = ending == .circle && !known.allSatisfy { ids.contains($0.id) }
        let isWhole = ending != .loop && !lacksKnown
        return (campaigns, isWhole ? nil : "The list of the account's campaigns: \(Self.circle(after: campaigns.count))")
    }

    /// The account's lists, or why they could not be read.
    func readLists() async throws -> (rows: [ListedList], problem: String?) {
        do {
            let (lists, ending) = try await collect(id: \.list.id) { try await source.lists(after: $0) }
            return (lists, ending != .loop ? nil : "The list of the account's lists: \(Self.circle(after: lists.count))")
        } catch let error as APIError where error.code != .keyRefused {
            return ([], "The account's lists could not be read, so contacts may lack fields. \(error)")
        }
    }

    /// The sentence about a listing that may be incomplete.
    static func circle(after count: Int) -> String {
        "the provider's pages lead in a circle after \(count), so some may be missing. Ask the provider's support."
    }

    private func collect<Row>(
        id: @escaping @Sendable (Row) -> String, fetch: @escaping @Sendable (String?) async throws -> Page<Row>
    ) async throws -> (rows: [Row], ending: Pages<Row>.Ending) {
        try await Pages(pageSize: source.version.pageSize, id: id, fetch: fetch).collect()
    }

    /// The records of listed campaigns; new campaigns get a slug. Stores nothing.
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

    /// Stores new and renamed campaigns.
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
            rateLimit: options.rateLimit)
    }

    private func plan(
        _ record: CampaignRecord, answer: Result<Summary, any Error>, reconciler: Reconciler, isFull: Bool
    ) -> CampaignPlan {
        var plan = CampaignPlan(record: record, version: source.version)
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
            plan.problem = "“\(record.campaign.title)”: the summary could not be read. \(error)"
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
            func add(_ answer: (CampaignID, Result<Summary, any Error>)) {
                answers[answer.0] = answer.1
                onEvent(.summary(done: answers.count, of: records.count))
            }
            for (index, record) in records.enumerated() {
                if index >= 12, let answer = try await group.next() { add(answer) }
                group.addTask {
                    do {
                        return (record.id, .success(try await source.summary(of: record.id)))
                    } catch let error as APIError where error.code != .keyRefused {
                        return (record.id, .failure(error))
                    }
                }
            }
            for try await answer in group { add(answer) }
            return answers
        }
    }
}
