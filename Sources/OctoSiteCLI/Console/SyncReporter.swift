import Basics
import EmailOctopus
import Engagement
import Foundation
import Metrics
import Sync
import Synchronization

/// Shows how a sync comes along: on a terminal bars for the whole job and for what runs now, in a log one line a campaign.
final class SyncReporter: Sendable {
    private let console: Console
    private let requests: @Sendable () -> Int
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

    init(console: Console, requests: @escaping @Sendable () -> Int) {
        self.console = console
        self.requests = requests
    }

    func take(_ event: SyncEvent) {
        state.withLock { note(event, &$0) }
        speak(event)
        if console.drawsBars { draw() }
    }

    /// Takes the bars off the terminal.
    func finish() {
        if console.drawsBars { StandardError.shared.draw([]) }
    }

    private func note(_ event: SyncEvent, _ state: inout State) {
        switch event {
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
        case .listed, .contacts, .problem: break
        }
    }

    // MARK: Words

    private func speak(_ event: SyncEvent) {
        switch event {
        case .listed(let campaigns, let withReports):
            console.say("The account has \(counted(campaigns, "campaign")), \(Format.count(withReports)) of them with reports.")
        case .planned(let plan): console.say(Self.sentence(for: plan))
        case .contacts(let list, let changed):
            console.detail("List “\(list.name)”: \(Format.count(changed)) contacts new or changed.")
        case .campaignEnded(let campaign, let result) where !result.certificates.isEmpty: speak(of: campaign, result)
        case .problem(let sentence): console.warn(sentence)
        case .summary, .campaignStarted, .campaignEnded, .page: break
        }
    }

    static func sentence(for plan: SyncPlan) -> String {
        guard plan.requestsToCome > 0 else { return "Every report is proven: nothing is to be walked." }
        let time = plan.rate > 0 ? ", at least \(DurationText.text(seconds: plan.secondsToCome)) under the rate limit" : ""
        let reason = plan.isFull ? " (everything)" : ""
        let what =
            plan.walks == 0 ? "Every report is proven; for lists and links" : "\(counted(plan.walks, "report")) to walk\(reason)"
        return "\(what): about \(counted(plan.requestsToCome, "request"))\(time)."
    }

    private func speak(of campaign: Campaign, _ result: CampaignResult) {
        let rows = result.certificates.reduce(0) { $0 + $1.rows }
        let line = "\(ProgressBar.clipped(campaign.title, to: 120)): \(counted(rows, "row")), \(result.outcome.gained.words)"
        if console.drawsBars { console.detail(line) } else { console.say(line) }
    }

    // MARK: Bars

    private func draw() {
        let lines: [String]? = state.withLock { state in
            let now = ContinuousClock.now
            guard now - state.drawnAt > .milliseconds(100) else { return nil }
            state.drawnAt = now
            return bars(state, now: now)
        }
        if let lines { StandardError.shared.draw(lines) }
    }

    private func bars(_ state: State, now: ContinuousClock.Instant) -> [String] {
        guard let plan = state.plan else {
            return [ProgressBar.line("Summaries", done: state.summaries.done, of: state.summaries.of, note: "")]
        }
        let total = plan.requestsSoFar + plan.requestsToCome
        let done = min(requests(), total)
        let elapsed = (now - state.startedAt) / .seconds(1)
        let rate = elapsed > 0 ? Double(done - plan.requestsSoFar) / elapsed : 0
        let left = rate > 0 ? DurationText.text(seconds: Double(total - done) / rate) + " left" : ""
        let note = "\(Format.count(done)) of \(Format.count(total)) requests, \(Int(rate))/s  \(left)"
        let whole = ProgressBar.line(
            "\(state.campaignsDone) of \(state.campaigns) campaigns", done: done, of: total, note: note)
        let current = state.active.prefix(4).map { "  \(ProgressBar.clipped($0.title, to: 48))  \(Format.count($0.rows)) rows" }
        return [whole] + current
    }
}

/// A bar of text.
enum ProgressBar {
    static func line(_ label: String, done: Int, of total: Int, note: String) -> String {
        let width = 24
        let filled = total > 0 ? min(width, done * width / total) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(label)  \(bar)  \(note)"
    }

    /// On one line, at most so many characters long.
    static func clipped(_ text: String, to length: Int) -> String {
        let line = text.onOneLine
        return line.count <= length ? line : line.prefix(length - 1) + "…"
    }
}
