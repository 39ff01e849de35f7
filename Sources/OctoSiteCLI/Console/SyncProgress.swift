import Basics
import Engagement
import EngagementStore
import Metrics
import Sync
import Synchronization
import Workflows

/// Shows the progress of syncs: on a terminal as bars for the whole sync and for the campaigns that are being read, in a log
/// as one line a campaign.
final class SyncProgress: Sendable {
    private let console: Console
    private let state = Mutex(State())

    private struct State {
        var plan: SyncPlan?
        var startedAt = ContinuousClock.now
        var drawnAt = ContinuousClock.now
        var campaignsDone = 0
        var campaigns = 0
        var summaries: (done: Int, of: Int) = (0, 0)
        var active: [(id: CampaignID, title: String, rows: Int)] = []
    }

    init(console: Console) { self.console = console }

    func show(_ event: SyncWorkflow.Event) {
        switch event {
        case .adopted(let adoption): console.show(adoption)
        case .secretOfEarlierStore(let path):
            console.warn(
                "\(path) was there before this store, which has forgotten nobody yet. If people were forgotten in an earlier store, "
                    + "they are not known here: forget them again.")
        case .progress(let event, let requests):
            state.withLock { Self.update(&$0, with: event) }
            log(event)
            if console.drawsBars { draw(requests: requests) }
        case .finished(let outcome):
            finish()
            let run = outcome.run
            console.log(
                SyncText.sentence(for: run), .synced,
                [
                    .text("run", run.id), .number("run_number", Int(run.number)), .text("state", run.state.rawValue),
                    .number("requests", run.requests),
                ] + LogFact.gained(run.gained))
            if let sentence = VerifyText.sentence(aboutUnread: outcome.reconciliation) { console.log(sentence) }
            for sentence in VerifyText.contradictions(outcome.reconciliation) {
                console.warn(sentence, .mismatch, [.text("run", run.id)])
            }
        }
    }

    func show(_ event: BuildWorkflow.Event) {
        switch event {
        case .sync(let event): show(event)
        case .render(let event): console.show(event)
        }
    }

    /// Removes the bars from the terminal.
    func finish() {
        if console.drawsBars { StandardError.shared.draw([]) }
    }

    private static func update(_ state: inout State, with event: SyncEvent) {
        switch event {
        // The first event of a sync.
        case .listed: state = State()
        case .summary(let done, let of): state.summaries = (done, of)
        case .planned(let plan):
            state.plan = plan
            state.startedAt = .now
            state.campaigns = plan.campaigns.filter { !$0.walks.isEmpty }.count
        case .campaignStarted(let campaign): state.active.append((campaign.id, campaign.title, 0))
        case .page(let campaign, _, let rows):
            if let index = state.active.firstIndex(where: { $0.id == campaign.id }) { state.active[index].rows += rows }
        case .campaignEnded(let campaign, _):
            state.active.removeAll { $0.id == campaign.id }
            state.campaignsDone += 1
        case .contacts, .problem: break
        }
    }

    // MARK: Messages

    private func log(_ event: SyncEvent) {
        switch event {
        case .listed(let campaigns, let withReports):
            console.log(
                "The account has \(counted(campaigns, "campaign")), \(Format.count(withReports)) of them with reports.",
                .listed, [.number("campaigns", campaigns), .number("with_reports", withReports)])
        case .planned(let plan):
            console.log(
                SyncText.sentence(for: plan), .planned,
                [.number("reports", plan.walks), .number("requests", plan.requestsToCome)])
        case .contacts(let list, let changed):
            console.debug(
                "List “\(list.title)”: \(counted(changed, "contact")) new or changed.", .contactsRead,
                [.text("list_id", list.id), .number("changed", changed)])
        case .campaignEnded(let campaign, let result) where !result.certificates.isEmpty:
            let line = SyncText.sentence(for: result, of: campaign)
            let facts =
                [
                    LogFact.text("campaign_id", campaign.id), .number("rows", result.certificates.reduce(0) { $0 + $1.rows }),
                    .text("state", result.brokenWalks.isEmpty ? "read" : "broken"),
                ] + LogFact.gained(result.outcome.gained)
            if console.drawsBars {
                console.debug(line, .campaignRead, facts)
            } else {
                console.log(line, .campaignRead, facts)
            }
        case .problem(let sentence): console.warn(sentence, .problem)
        case .summary, .campaignStarted, .campaignEnded, .page: break
        }
    }

    // MARK: Bars

    private func draw(requests: Int) {
        let lines: [String]? = state.withLock { state in
            let now = ContinuousClock.now
            guard now - state.drawnAt > .milliseconds(100) else { return nil }
            state.drawnAt = now
            return Self.bars(state, requests: requests, now: now)
        }
        if let lines { StandardError.shared.draw(lines) }
    }

    private static func bars(_ state: State, requests: Int, now: ContinuousClock.Instant) -> [String] {
        guard let plan = state.plan else {
            return [ProgressBar.line("Summaries", done: state.summaries.done, of: state.summaries.of, note: "")]
        }
        let total = plan.requestsSoFar + plan.requestsToCome
        let done = min(requests, total)
        let elapsed = (now - state.startedAt) / .seconds(1)
        let rate = elapsed > 0 ? Double(done - plan.requestsSoFar) / elapsed : 0
        let left = rate > 0 ? DurationText.text(seconds: Double(total - done) / rate) + " left" : ""
        let note = "\(Format.count(done)) of \(counted(total, "request")), \(Int(rate))/s  \(left)"
        let whole = ProgressBar.line(
            "\(state.campaignsDone) of \(counted(state.campaigns, "campaign"))", done: done, of: total, note: note)
        let current = state.active.prefix(4).map { "  \(ProgressBar.clipped($0.title, to: 48))  \(counted($0.rows, "row"))" }
        return [whole] + current
    }
}
