/// What the numbers of a chart measure, which says how they are written.
package enum ChartUnit: Hashable, Sendable {
    /// A count: `129,483`.
    case count
    /// A share, 0…1: `11.8%`, below one per cent with two decimals.
    case share

    /// In a table or beside the pointer.
    package func text(_ value: Double) -> String {
        switch self {
        case .count: NumberText.grouped(value, decimals: 0)
        case .share: percentage(value) + "%"
        }
    }

    /// `3.9% (3.1–5.0%)`
    func text(_ value: Double, interval: ClosedRange<Double>?) -> String {
        guard let interval else { return text(value) }
        return "\(text(value)) (\(text(interval)))"
    }

    /// `3.1–5.0%`
    func text(_ range: ClosedRange<Double>) -> String {
        let low = self == .share ? percentage(range.lowerBound) : text(range.lowerBound)
        return "\(low)–\(text(range.upperBound))"
    }

    private func percentage(_ share: Double) -> String {
        share == 0 ? "0" : NumberText.grouped(share * 100, decimals: share < 0.009_95 ? 2 : 1)
    }

    /// At a tick: no more decimals than the step needs.
    func tickText(_ value: Double, step: Double) -> String {
        switch self {
        case .count: NumberText.grouped(value, decimals: 0)
        case .share: NumberText.grouped(value * 100, decimals: step < 0.000_95 ? 2 : step < 0.009_5 ? 1 : 0) + "%"
        }
    }
}
