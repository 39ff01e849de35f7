import Basics
import Charts
import Markdown
import Metrics

extension Cell {
    /// A rate with its interval, and a bar where `scale` is the rate that fills the whole width.
    static func rate(_ rate: Rate, scale: Double? = nil) -> Cell {
        guard let value = rate.value else { return .missing }
        let interval = rate.interval == nil ? nil : Format.interval(rate)
        let percent = Format.percent(rate)
        let markdown = percent.replacing("<", by: "\\<") + (interval.map { " (\($0))" } ?? "")
        return Cell(markdown: markdown, sortKey: sortKey(value)) { html in
            html.element("span", ["class": "rate"], text: percent)
            if let interval {
                html.text(" ")
                html.element("small", ["class": "interval"], text: interval)
            }
            if let scale { html.html(HTML(trusted: RateBar(value, interval: rate.interval, whole: scale).svg)) }
        }
    }

    /// A rate that may not be known; of fewer than 30 a count, as a percentage would say more than is known.
    static func rate(_ rate: Rate?, reason: UnknownReason?, scale: Double? = nil) -> Cell {
        guard let rate else {
            let words = reason.map { "\($0.words.prefix(1).uppercased())\($0.words.dropFirst())." }
            return Cell(markdown: "n/a", sortKey: "-1") {
                $0.element("span", ["class": "na", "title": words], text: "n/a")
            }
        }
        guard rate.denominator >= Peers.leastDelivered || rate.denominator == 0 else {
            return .trusted(
                "\(Format.count(rate.numerator)) of \(Format.count(rate.denominator))", sortKey: sortKey(rate.value ?? 0))
        }
        return .rate(rate, scale: scale)
    }

    /// How two rates differ in points, and whether that is clear.
    static func difference(_ difference: RateDifference?) -> Cell {
        guard let difference else { return .missing }
        let points = Format.points(difference.value)
        let word = difference.isClear ? "clear" : "no clear difference"
        let range = Format.points(difference.low, to: difference.high)
        return Cell(markdown: "\(points) (\(range)), \(word)", sortKey: sortKey(difference.value)) { html in
            html.element("span", ["class": "rate"], text: points)
            html.text(" ")
            html.element("small", ["class": "interval"], text: range)
            html.text(" ")
            html.element("small", text: word)
        }
    }

    private static func sortKey(_ value: Double) -> String { String((value * 1_000_000).rounded() / 1_000_000) }
}
