import Engagement

/// A rate that has crossed a line which mailbox providers and senders watch.
package struct Alarm: Hashable, Sendable {
    package let line: AlarmLine
    package let rate: Rate
    package let level: Level

    package enum Level: String, Sendable, Comparable {
        case warning, critical

        package static func < (left: Level, right: Level) -> Bool { left == .warning && right == .critical }
    }

    /// The line that was crossed, 0…1.
    package var threshold: Double { level == .critical ? line.critical : line.warning }

    /// Whether the whole 95 % interval is above the line: chance alone would hardly bring the rate there.
    package var isMoreThanNoise: Bool { rate.low.map { $0 >= threshold } ?? false }

    /// Nil where the rate is below both lines, or not known.
    init?(_ line: AlarmLine, rate: Rate) {
        guard let value = rate.value, value >= line.warning else { return nil }
        self.line = line
        self.rate = rate
        level = value >= line.critical ? .critical : .warning
    }

    static func all(rates: Rates, summaries: some Sequence<Summary>) -> [Alarm] {
        [
            Alarm(.complaints, rate: rates.complaint),
            Alarm(.hardBounces, rate: AlarmLine.hardBounceRate(of: summaries)),
        ].compactMap { $0 }
    }
}
