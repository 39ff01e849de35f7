import Metrics

extension Cell {
    /// A rate with its interval, and a bar where `scale` says what the full width stands for.
    static func rate(_ rate: Rate, scale: Double? = nil) -> Cell {
        guard let value = rate.value else { return .missing }
        let interval = rate.interval == nil ? nil : Format.interval(rate)
        let percent = Format.percent(rate)
        return Cell(
            html: "<span class=\"rate\">\(percent.replacing("<", with: "&lt;"))</span>"
                + (interval.map { " <small>\($0)</small>" } ?? "") + (scale.map { bar(rate, scale: $0) } ?? ""),
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

    /// A thin bar; the interval is a lighter band around its end.
    private static func bar(_ rate: Rate, scale: Double) -> String {
        guard let value = rate.value, scale > 0 else { return "" }
        let place = { (share: Double) in min(100, share / scale * 100) }
        let low = place(rate.low ?? value)
        let high = place(rate.high ?? value)
        return "<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + "<path class=\"track\" d=\"M0 0h100v4H0z\"/><path class=\"fill\" d=\"M0 0h\(tenths(place(value)))v4H0z\"/>"
            + "<path class=\"band\" d=\"M\(tenths(low)) 0h\(tenths(max(high - low, 0.1)))v4h-\(tenths(max(high - low, 0.1)))z\"/></svg>"
    }

    private static func tenths(_ number: Double) -> String {
        let scaled = Int((number * 10).rounded())
        return scaled % 10 == 0 ? String(scaled / 10) : "\(scaled / 10).\(scaled % 10)"
    }

    private static func sortKey(_ value: Double) -> String { String((value * 1_000_000).rounded() / 1_000_000) }
}
