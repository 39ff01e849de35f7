/// What a chart's numbers measure, and so how they are written.
public enum ChartUnit: Hashable, Sendable {
    /// Whole things: `129,483`.
    case count
    /// Parts of a whole, 0…1: `11.8%`, below one per cent with two decimals.
    case share

    /// As it stands in a table or a read-out.
    public func text(_ value: Double) -> String {
        switch self {
        case .count: NumberText.grouped(value, decimals: 0)
        case .share: NumberText.grouped(value * 100, decimals: value != 0 && value < 0.009_95 ? 2 : 1) + "%"
        }
    }

    func text(_ value: Double, interval: ClosedRange<Double>?) -> String {
        guard let interval else { return text(value) }
        return "\(text(value)) (\(text(interval.lowerBound))–\(text(interval.upperBound)))"
    }

    /// As it stands at a tick: no more decimals than the step needs.
    func tickText(_ value: Double, step: Double) -> String {
        switch self {
        case .count: NumberText.grouped(value, decimals: 0)
        case .share: NumberText.grouped(value * 100, decimals: step < 0.000_95 ? 2 : step < 0.009_5 ? 1 : 0) + "%"
        }
    }
}
