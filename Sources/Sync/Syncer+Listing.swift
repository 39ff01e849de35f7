import EmailOctopus
import Engagement
import EngagementStore

/// The beginning of a sync: it lists what the account has, and plans what has to be asked for.
extension Syncer {
    /// The account's campaigns, and why some may be missing. Refuses a store that belongs to another account.
    func list() async throws -> (campaigns: [Campaign], problems: [String]) {
        let known = try await store.campaigns()
        let listing = try await collect(limit: 10_000 + 2 * known.count, id: \.id) { try await source.campaigns(after: $0) }
        let campaigns = listing.rows
        let ids = Set(campaigns.map(\.id))
        let knowsNone =
            !known.isEmpty && listing.leftOut.isEmpty && listing.problem == nil && !known.contains { ids.contains($0.id) }
        if knowsNone, !campaigns.isEmpty, try await !hasKnownList() { throw SyncError.otherAccount(store: store.name) }
        if let missing = options.campaignIDs.sorted().first(where: { !ids.contains($0) }) {
            throw SyncError.noSuchCampaign(id: missing)
        }
        onEvent(.listed(campaigns: campaigns.count, withReports: campaigns.filter(\.status.hasReports).count))
        let lacksKnown = listing.ending == .circle && !known.allSatisfy { ids.contains($0.id) }
        let problems = problems(of: listing, name: "The list of the account's campaigns", isCircle: lacksKnown)
        return (campaigns, knowsNone ? [Self.missing(known.count)] + problems : problems)
    }

    /// True if the account has one of the store's lists, and so is the store's.
    private func hasKnownList() async throws -> Bool {
        let known = Set(try await store.lists().map(\.id))
        guard !known.isEmpty else { return false }
        return try await readLists().rows.contains { known.contains($0.list.id) }
    }

    /// The sentence about an account that lists none of the store's campaigns.
    private static func missing(_ known: Int) -> String {
        "EmailOctopus lists none of the \(known) campaigns in the store. They are kept, and shown as they were. Were they "
            + "deleted, or may the key no longer see them?"
    }

    /// The account's lists, and why some may be missing.
    func readLists() async throws -> (rows: [ListedList], problems: [String]) {
        do {
            let listing = try await collect(limit: 10_000, id: \.list.id) { try await source.lists(after: $0) }
            return (listing.rows, problems(of: listing, name: "The list of the account's lists"))
        } catch let error as APIError where error.code != .keyRefused {
            return ([], ["The account's lists could not be read, so contacts may lack fields. \(error)"])
        }
    }

    /// What may be missing of a listing, a sentence each.
    private func problems<Row>(of listing: Pages<Row>.Collected, name: String, isCircle: Bool = false) -> [String] {
        var problems: [String] = []
        if !listing.leftOut.isEmpty { problems.append("\(name): \(Self.leftOut(listing.leftOut))") }
        for place in listing.oversized { onEvent(.problem("\(name): \(place), and is not kept.")) }
        if let error = listing.problem { problems.append("\(name): some may be missing. \(error)") }
        switch listing.ending {
        case .loop where listing.problem == nil, .circle where isCircle:
            problems.append("\(name): \(Self.circle(after: listing.rows.count))")
        case .unbounded: problems.append("\(name): \(Self.endless(after: listing.rows.count))")
        case .end, .circle, .loop: break
        }
        return problems
    }

    /// The end of a sentence about rows that could not be read.
    static func leftOut(_ places: [String]) -> String {
        "\(places.count) \(places.count == 1 ? "row" : "rows") could not be read: \(places.firstSentences). All others are kept."
    }

    /// The end of a sentence about a listing that has far more rows than there can be.
    static func endless(after count: Int) -> String {
        "EmailOctopus' pages don't end; the reading was stopped after \(count)."
    }

    /// The sentence about a listing that may be incomplete.
    static func circle(after count: Int) -> String {
        "EmailOctopus' pages lead in a circle after \(count), so some may be missing. Ask EmailOctopus' support."
    }

    private func collect<Row>(
        limit: Int, id: @escaping @Sendable (Row) -> String, fetch: @escaping @Sendable (String?) async throws -> Page<Row>
    ) async throws -> Pages<Row>.Collected {
        try await Pages(pageSize: source.version.pageSize, limit: limit, id: id, fetch: fetch).collect()
    }

    /// The records of listed campaigns; new campaigns get a slug. Stores nothing.
    func known(_ listing: [Campaign], run: RunNumber = 0) async throws -> [CampaignRecord] {
        let known = Dictionary(try await store.campaigns().map { ($0.id, $0) }) { $1 }
        var taken = Set(known.values.map(\.slug))
        return listing.map { campaign in
            guard var record = known[campaign.id] else {
                let slug = Slug.make(for: campaign, taken: taken)
                taken.insert(slug)
                return CampaignRecord(campaign: campaign, slug: slug, firstRun: run)
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

    func plan(
        _ records: [CampaignRecord], isFull: Bool, contactRequests: Int, throttling: Throttling
    ) async throws -> SyncPlan {
        let chosen = records.filter { record in
            if options.campaignIDs.contains(record.id) { return record.campaign.status != .draft }
            return record.campaign.status != .draft && options.campaignIDs.isEmpty && (isFull || !Self.isKnownUnsent(record))
        }
        let reconciler = try await Reconciler(store: store, counts: isFull ? nil : StoreSums.kept(in: store)?.counts)
        let summaries = try await summaries(of: chosen)
        var campaigns: [CampaignPlan] = []
        var unsent: [CampaignRecord] = []
        for record in chosen {
            let answer = summaries[record.id] ?? .failure(CancellationError())
            guard Self.hasReports(record, answer) else {
                if case .success(let summary) = answer, record.summary != summary {
                    unsent.append(record)
                    unsent[unsent.count - 1].summary = summary
                }
                continue
            }
            campaigns.append(
                try await plan(record, answer: answer, reconciler: reconciler, isFull: isFull, throttling: throttling))
        }
        return SyncPlan(
            campaigns: campaigns, unsent: unsent, requestsSoFar: requests(), contactRequests: contactRequests, isFull: isFull,
            rateLimit: options.rateLimit)
    }

    /// True if an earlier run has read that nothing was sent of a campaign whose status doesn't say so: one whose sending failed.
    /// Only full runs ask again.
    private static func isKnownUnsent(_ record: CampaignRecord) -> Bool {
        record.campaign.status.isUncertain && record.summary?.sent == 0
    }

    /// False if neither the campaign's status nor its summary says that anything was sent.
    private static func hasReports(_ record: CampaignRecord, _ answer: Result<Summary, any Error>) -> Bool {
        if record.hasReports { return true }
        return if case .success(let summary) = answer { summary.sent ?? 0 > 0 } else { false }
    }

    private func plan(
        _ record: CampaignRecord, answer: Result<Summary, any Error>, reconciler: Reconciler, isFull: Bool,
        throttling: Throttling
    ) async throws -> CampaignPlan {
        var plan = CampaignPlan(record: record, version: source.version)
        switch answer {
        case .success(let summary):
            plan.summary = summary
            plan.fetchesLinks = try await LinkReading(store: store).isDue(record, summary: summary, isFull: isFull)
        case .failure(let error as APIError) where error.code == .notAvailable && record.campaign.status == .sending:
            plan.isNotYet = true
            return plan
        case .failure(let error):
            let sentence = "“\(record.campaign.title)”: the summary could not be read. \(error)"
            plan.problem = if let error = error as? APIError { throttling.sentence(error, sentence) } else { sentence }
        }
        plan.certificates = (reconciler.certificates[record.id] ?? [:]).compactMapValues(\.first)
        for kind in ReportKind.allCases {
            plan.decisions[kind] = Guidance.decide(
                certificates: reconciler.certificates[record.id]?[kind] ?? [], expected: plan.summary?.count(of: kind),
                stored: reconciler.stored(record.id, kind), isFull: isFull, hasSummary: plan.summary != nil)
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

extension ListedList {
    /// How many contacts a run found in the list; nil if the provider leaves one of the numbers out, as unknown is not 0.
    func size(in run: Run) -> ListSizeReading? {
        guard let pending = contacts["pending"], let subscribed = contacts["subscribed"],
            let unsubscribed = contacts["unsubscribed"]
        else { return nil }
        return ListSizeReading(
            listID: list.id, run: run.number, at: run.startedAt, pending: pending, subscribed: subscribed,
            unsubscribed: unsubscribed)
    }
}
