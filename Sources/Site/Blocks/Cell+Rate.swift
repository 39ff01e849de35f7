import Charts
import Markdown
import Metrics

extension Cell {
    /// A rate with its interval, and a bar where `scale` is the rate that fills the whole width.
    static func rate(_ rate: Rate, scale: Double? = nil) -> Cell {
        guard let value = rate.value else { return .missing }
        let interval = rate.interval == nil ? nil : Format.interval(rate)
        let percent = Format.percent(rate)
        let markdown = percent.replacing("<", with: "\\<") + (interval.map { " (\($0))" } ?? "")
        return Cell(markdown: markdown, sortKey: sortKey(value)) { html in
            html.element("span", ["class": "rate"], text: percent)
            if let interval {
                html.text(" ")
                html.element("small", text: interval)
            }
            if let scale { html.html(HTML(trusted: RateBar(value, interval: rate.interval, whole: scale).svg)) }
        }
    }

    /// How two rates differ, and whether that is more than noise.
    static func difference(_ difference: RateDifference?, isGoodWhenHigh: Bool) -> Cell {
        guard let difference else { return .missing }
        let points = Format.points(difference.value)
        let word: String
        let tone: String
        switch difference.verdict {
        case .noise: (word, tone) = ("within noise", "calm")
        case .higher: (word, tone) = ("higher", isGoodWhenHigh ? "good" : "bad")
        case .lower: (word, tone) = ("lower", isGoodWhenHigh ? "bad" : "good")
        }
        let range = "\(Format.points(difference.low)) to \(Format.points(difference.high))".replacing(
            " points to", with: " to")
        return Cell(markdown: "\(points) (\(range)), \(word)", sortKey: sortKey(difference.value)) { html in
            html.element("span", ["class": "rate"], text: points)
            html.text(" ")
            html.element("small", text: range)
            html.text(" ")
            html.element("span", ["class": "verdict \(tone)"], text: word)
        }
    }

    private static func sortKey(_ value: Double) -> String { String((value * 1_000_000).rounded() / 1_000_000) }
}
