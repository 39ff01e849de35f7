import Charts
import Metrics

extension Cell {
    /// A rate with its interval, and a bar where `scale` says what the full width stands for.
    static func rate(_ rate: Rate, scale: Double? = nil) -> Cell {
        guard let value = rate.value else { return .missing }
        let interval = rate.interval == nil ? nil : Format.interval(rate)
        let percent = Format.percent(rate)
        return Cell(
            html: "<span class=\"rate\">\(percent.replacing("<", with: "&lt;"))</span>"
                + (interval.map { " <small>\($0)</small>" } ?? "") + (scale.map { RateBar(value, interval: rate.interval, whole: $0).svg } ?? ""),
            markdown: percent.replacing("<", with: "\\<") + (interval.map { " (\($0))" } ?? ""),
            sortKey: sortKey(value))
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
        let range = "\(Format.points(difference.low)) to \(Format.points(difference.high))".replacing(" points to", with: " to")
        return Cell(
            html: "<span class=\"rate\">\(points)</span> <small>\(range)</small> <span class=\"verdict \(tone)\">\(word)</span>",
            markdown: "\(points) (\(range)), \(word)", sortKey: sortKey(difference.value))
    }

    private static func sortKey(_ value: Double) -> String { String((value * 1_000_000).rounded() / 1_000_000) }
}
