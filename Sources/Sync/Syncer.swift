package import EmailOctopus
package import Engagement
package import EngagementStore

/// One sync: lists the campaigns, reads their summaries, walks the reports that are not proven, and compares the result with the
/// provider's own totals. One campaign's failure never stops the others, and never looks like success.
package struct Syncer: Sendable {
    let source: any ReportSource
    let store: any StoreWriter
    let options: SyncOptions
    let filter: ForgottenFilter
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    let requests: @Sendable () -> Int
    let onEvent: @Sendable (SyncEvent) -> Void

    /// - Parameters:
    ///   - filter: recognizes those whom `forget` has removed.
    ///   - clock: measures how long rows wait before they are written.
    ///   - now: the wall clock.
    ///   - requests: how many requests have been sent so far.
    ///   - onEvent: told what happens; called from several tasks at once.
    package init(
        source: any ReportSource, store: any StoreWriter, options: SyncOptions = SyncOptions(),
        filter: ForgottenFilter = .empty, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp, requests: @escaping @Sendable () -> Int = { 0 },
        onEvent: @escaping @Sendable (SyncEvent) -> Void = { _ in }
    ) {
        self.source = filter.isEmpty ? source : RedactingSource(source: source, redaction: filter.redaction)
        self.store = store
        self.options = options
        self.filter = filter
        self.clock = clock
        self.now = now
        self.requests = requests
        self.onEvent = onEvent
    }

    /// The result of a sync.
    package struct Outcome: Sendable {
        package var run: Run
        package var reconciliation: AccountReconciliation
        /// A sentence each; empty if everything asked for was read.
        package var problems: [String]
    }

    /// Syncs. The store's lease must be held.
    ///
    /// - Throws: before the run begins ``SyncError`` or ``APIError`` (nothing is changed then); later ``StoreError``,
    ///   `CancellationError`, or ``APIError`` if the key is refused, with the run marked as interrupted; what was read is kept.
    package func run() async throws -> Outcome {
        let listing = try await list()
        let runs = try await store.runs()
        let isFull = options.isFull || Guidance.isFullRunDue(runs, every: options.fullRunEvery)
        let provesEverything = isFull || !runs.contains { $0.state.isFinished && $0.state != .imported }
        let startedAt = now()
        let run = try await store.beginRun(
            Run(
                number: 0, id: startedAt.runID, startedAt: startedAt, api: source.version.rawValue, isFull: provesEverything,
                coversAccount: options.campaignIDs.isEmpty))
        do {
            return try await walk(listing.campaigns, run: run, among: runs, isFull: isFull, problems: listing.problems)
        } catch {
            try await store.markInterrupted(run, at: now(), requests: requests())
            throw error
        }
    }

    /// Plans what ``run()`` would ask for; changes nothing.
    package func plan() async throws -> SyncPlan {
        let listing = try await list()
        let runs = try await store.runs()
        let isFull = options.isFull || Guidance.isFullRunDue(runs, every: options.fullRunEvery)
        let joinsFields = options.joinsContactFields && !source.version.rowsCarryFields
        let lists = joinsFields ? try await readLists().rows : []
        return try await plan(
            try await known(listing.campaigns), isFull: isFull, contactRequests: lists.count * ContactSync.statuses.count,
            throttling: Throttling())
    }

    private func walk(
        _ listing: [Campaign], run: Run, among runs: [Run], isFull: Bool, problems known: [String]
    ) async throws -> Outcome {
        let records = try await register(listing, run: run.number)
        var problems = known

        let lists = try await readLists()
        if !lists.rows.isEmpty { try await store.saveLists(lists.rows.map(\.list)) }
        try await store.saveListSizes(lists.rows.compactMap { $0.size(in: run) })
        let joinsFields = options.joinsContactFields && !source.version.rowsCarryFields
        // If the rows carry the fields, only the list's name is missing.
        if joinsFields { problems += lists.problems } else { for problem in lists.problems { onEvent(.problem(problem)) } }
        let throttling = Throttling()
        let context = SyncContext(
            source: source, store: store, records: RecordSource(run, among: runs), resumes: !options.isFull, isFull: isFull,
            largestList: lists.rows.map(\.size).max() ?? 0, throttling: throttling, filter: filter, clock: clock, now: now,
            onEvent: onEvent)

        let contactRequests = joinsFields ? lists.rows.count * ContactSync.statuses.count : 0
        let plan = try await plan(records, isFull: isFull, contactRequests: contactRequests, throttling: throttling)
        onEvent(.planned(plan))
        try await store.saveCampaigns(plan.unsent, run: run.number)
        problems += plan.campaigns.compactMap(\.problem)
        if joinsFields { problems += try await ContactSync(context: context, isFull: isFull).run(lists.rows) }

        let counts = try await StoreSums.kept(in: store)?.counts
        let first = try await walkCampaigns(plan.campaigns, counts: counts, in: context)
        let isOver = throttling.problem != nil
        let second = isOver ? [:] : try await walkCampaigns(try await secondPass(plan, after: first), counts: nil, in: context)
        let latest = first.merging(second) { $1 }
        problems += latest.sorted { $0.key < $1.key }.flatMap(\.value.problems)
        if let problem = throttling.problem { problems.append(problem) }
        for problem in problems { onEvent(.problem(problem)) }

        let gained = (Array(first.values) + Array(second.values)).reduce(into: [ReportKind: Int]()) {
            $0.merge($1.outcome.gained, uniquingKeysWith: +)
        }
        return try await finish(run, gained: gained, problems: problems)
    }

    private func finish(_ started: Run, gained: [ReportKind: Int], problems: [String]) async throws -> Outcome {
        let sums = try await StoreSums.current(in: store, isAnew: started.isFull)
        let reconciliation = try await Reconciler(store: store, counts: sums.counts).reconcile()
        var run = started
        run.totals = try await Self.totals(of: store, sums)
        run.gained = gained
        run.requests = requests()
        run.endedAt = now()
        run.state = reconciliation.contradicts || !problems.isEmpty ? .contradicted : .proven
        try await store.saveReconciliation(reconciliation, of: run.number)
        try await store.saveRun(run)
        return Outcome(run: run, reconciliation: reconciliation, problems: problems)
    }

    /// The totals of what is stored.
    static func totals(of store: any StoreReader, _ sums: StoreSums) async throws -> Totals {
        let campaigns = try await store.campaigns().filter(\.hasReports)
        return Totals(
            campaigns: campaigns.count, counts: sums.counts.values.reduce(Counts(), +), people: sums.people.people,
            engagedPeople: sums.people.engaged)
    }

    // MARK: Walking

    /// - Parameter counts: what is stored of each campaign; nil where that has to be counted.
    private func walkCampaigns(
        _ plans: [CampaignPlan], counts: [CampaignID: Counts]?, in context: SyncContext
    ) async throws -> [CampaignID: CampaignResult] {
        let due = plans.filter { !$0.walks.isEmpty || $0.fetchesLinks || $0.summary != $0.record.summary }
        // On a quiet night; what follows reads the whole store.
        if due.isEmpty { return [:] }
        let openWalks = Dictionary(grouping: try await store.openWalks(), by: \.campaignID)
        let vanished = try await store.vanishedCounts()
        return try await withThrowingTaskGroup(of: (CampaignID, CampaignResult).self) { group in
            var results: [CampaignID: CampaignResult] = [:]
            for (index, plan) in due.enumerated() {
                if index >= options.campaignsAtOnce, let (id, result) = try await group.next() { results[id] = result }
                let open = Dictionary((openWalks[plan.record.id] ?? []).map { ($0.kind, $0) }) { $1 }
                let sync = CampaignSync(
                    context: context, plan: plan, openWalks: open, counts: counts.map { $0[plan.record.id] ?? Counts() },
                    vanishedKinds: Set((vanished[plan.record.id] ?? [:]).keys))
                group.addTask { (plan.record.id, try await sync.run()) }
            }
            for try await (id, result) in group { results[id] = result }
            return results
        }
    }

    /// The plans for a second pass over the walks that broke off, with the campaigns' newest records.
    private func secondPass(_ plan: SyncPlan, after results: [CampaignID: CampaignResult]) async throws -> [CampaignPlan] {
        let records = Dictionary(try await store.campaigns().map { ($0.id, $0) }) { $1 }
        return plan.campaigns.compactMap { earlier in
            let broken = results[earlier.record.id]?.brokenWalks ?? []
            guard !broken.isEmpty, let record = records[earlier.record.id] else { return nil }
            var again = earlier
            again.record = record
            again.summary = record.summary ?? earlier.summary
            again.fetchesLinks = earlier.fetchesLinks && record.links == nil
            again.decisions = Dictionary(uniqueKeysWithValues: broken.map { ($0, .walk(.brokeOff)) })
            return again
        }
    }
}
