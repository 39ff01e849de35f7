import Engagement
import Markdown
import Metrics

/// The notices at the head of a page.
enum AlarmNotices {
    /// Nil where nothing contradicts.
    static func contradictions(_ contradictions: Contradictions, root: String) -> Notice? {
        guard !contradictions.isEmpty else { return nil }
        let title =
            contradictions.count == 1
            ? "One number here contradicts the provider's own"
            : "\(Format.count(contradictions.count)) numbers here contradict the provider's own"
        let help = "[What this means, and what to do](\(root)\(SitePage.methodology.html)#reconciliation)"
        return Notice(title: title, sentences: contradictions.markdown(root: root) + [help], tone: .bad)
    }

    /// What a run warned of without contradicting; nil where it warned of nothing.
    static func warnings(_ sentences: [String]) -> Notice? {
        guard !sentences.isEmpty else { return nil }
        return Notice(title: "This run warned", sentences: sentences.map(MarkdownEscape.text), tone: .warn)
    }

    /// Rates above the lines that mailbox providers watch; nil where there are none.
    static func rates(_ alarms: [Alarm], root: String) -> Notice? {
        guard !alarms.isEmpty else { return nil }
        let isCritical = alarms.contains { $0.level == .critical }
        return Notice(
            title: isCritical ? "Delivery is in danger" : "A rate is above its warning line",
            sentences: alarms.map { sentence($0, root: root) }, tone: isCritical ? .bad : .warn)
    }

    private static func sentence(_ alarm: Alarm, root: String) -> String {
        let numbers =
            "\(Format.percent(alarm.rate)) (\(Format.interval(alarm.rate))) of \(Format.count(alarm.rate.denominator))"
        let line = Format.percent(alarm.threshold)
        let noise = alarm.isMoreThanNoise ? "" : "; so few that it may be chance"
        return
            "\(alarm.line.title): \(numbers), above the [line of \(line)](\(root)\(SitePage.methodology.html)#alarm-lines)\(noise)."
    }
}
