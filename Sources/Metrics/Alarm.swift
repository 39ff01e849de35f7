package import Engagement

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

    /// True if chance alone would hardly push the rate across: the whole 95 % interval lies above the line.
    package var isMoreThanNoise: Bool { rate.low.map { $0 >= threshold } ?? false }

    /// Nil where the rate is below both lines, or not known.
    init?(_ line: AlarmLine, rate: Rate) {
        guard let value = rate.value, value >= line.warning else { return nil }
        self.line = line
        self.rate = rate
        level = value >= line.critical ? .critical : .warning
    }

    static func all(counts: Counts, summaries: some Sequence<Summary>) -> [Alarm] {
        [
            Alarm(.complaints, rate: Rates(counts).complaint),
            Alarm(.hardBounces, rate: AlarmLine.hardBounceRate(of: summaries)),
        ].compactMap { $0 }
    }
}

/// Where a rate begins to endanger delivery, and who says so.
package struct AlarmLine: Hashable, Sendable {
    /// As a heading: “Complaints”.
    package let title: String
    /// “complained ÷ delivered”.
    package let formula: String
    /// 0…1.
    package let warning: Double
    package let critical: Double
    /// Who draws the lines, as a sentence, and where that can be read.
    package let source: String
    package let url: String

    /// Google and Yahoo ask senders of bulk mail to stay below 0.1 % and never to reach 0.3 %.
    package static let complaints = AlarmLine(
        title: "Complaints", formula: "complained ÷ delivered", warning: 0.001, critical: 0.003,
        source: "Gmail's sender guidelines: keep the spam rate below 0.1%, and avoid ever reaching 0.3%.",
        url: "https://support.google.com/a/answer/81126")

    /// Only permanent failures; the provider tells hard and soft ones apart only in its summaries.
    package static let hardBounces = AlarmLine(
        title: "Hard bounces", formula: "hard bounced ÷ sent, both from the provider's summaries", warning: 0.02,
        critical: 0.05,
        source: "Amazon SES' sending review: keep hard bounces below 2%; an account at 5% is placed under review.",
        url: "https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html")

    package static let all = [complaints, hardBounces]

    /// Σ hard bounces ÷ Σ sent, as the provider's summaries count both.
    package static func hardBounceRate(of summaries: some Sequence<Summary>) -> Rate {
        summaries.reduce(Rate(0, of: 0)) { $0 + Rate($1.bouncedHard, of: $1.sent) }
    }
}
