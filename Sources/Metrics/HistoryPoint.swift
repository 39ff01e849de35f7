package import Engagement

/// What was known of a campaign when a run had ended: the sum of all gains up to it.
package struct HistoryPoint: Hashable, Sendable {
    package let run: RunNumber
    /// The id and start of the run; nil for run 0, what a database held before octo-site adopted it.
    package let runID: String?
    package let startedAt: Timestamp?
    /// The sums so far. `participants` counts as many as are in the `sent` report; `opened` and `engaged` are the same number,
    /// as a click implies an open.
    package let counts: Counts
    /// What this run added.
    package let gained: Counts

    /// One point for each run with a gain, oldest first.
    ///
    /// - Parameter last: gains of later runs are left out.
    static func points(of gains: some Sequence<Gain>, runs: [RunNumber: Run], upTo last: RunNumber) -> [HistoryPoint] {
        var byRun: [RunNumber: Counts] = [:]
        for gain in gains where gain.run <= last { byRun[gain.run, default: Counts()].add(gain) }
        var sum = Counts()
        return byRun.sorted { $0.key < $1.key }.map { number, gained in
            sum = sum + gained
            let run = runs[number]
            return HistoryPoint(run: number, runID: run?.id, startedAt: run?.startedAt, counts: sum, gained: gained)
        }
    }
}

extension Counts {
    fileprivate mutating func add(_ gain: Gain) {
        switch gain.kind {
        case nil:
            engaged += gain.count
            opened += gain.count
        case .sent:
            sent += gain.count
            participants += gain.count
        case .opened: openedReported += gain.count
        case .clicked: clicked += gain.count
        case .bounced: bounced += gain.count
        case .complained: complained += gain.count
        case .unsubscribed: unsubscribed += gain.count
        }
    }
}
