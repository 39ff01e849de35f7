import Charts
import Metrics

/// Charts of months and lists side by side.
extension ChartBlock {
    /// In a chart of more columns or bars, neighbours can't be told apart.
    private static let most = 36

    /// - Parameter months: oldest first.
    static func months(_ kind: RateKind, _ months: [GroupMetrics]) -> ChartBlock? {
        let shown = months.suffix(most)
        guard shown.count > 1 else { return nil }
        let label = groupLabel(kind, "month", shown: shown.count, of: months.count)
        let chart = ColumnChart(
            label: label, columnName: "Month", unit: .share, unitTitle: kind.formula,
            columns: shown.map { month in
                let rate = month.rates[kind]
                let (name, year) = (month.title.prefix(3), month.key.prefix(4))
                // The year is at the first month of it that is shown.
                let isFirst = month.key == shown.first?.key || month.key.hasSuffix("-01")
                return .init(
                    month.title, tick: isFirst ? "\(name) \(year)" : String(name), value: rate.value,
                    interval: rate.interval)
            })
        return ChartBlock(chart.chart, label)
    }

    /// - Parameter lists: largest first.
    static func lists(_ kind: RateKind, _ lists: [GroupMetrics]) -> ChartBlock? {
        let shown = lists.prefix(most)
        guard shown.count > 1 else { return nil }
        let label = groupLabel(kind, "list", shown: shown.count, of: lists.count)
        let chart = BarChart(
            label: label, barName: "List", unit: .share, unitTitle: kind.formula, noteTitle: "Divided by",
            bars: shown.map { list in
                let rate = list.rates[kind]
                return .init(
                    list.title, value: rate.value, interval: rate.interval,
                    note: "\(Format.count(rate.denominator)) \(kind.base.rawValue)")
            })
        return ChartBlock(chart.chart, label)
    }

    private static func groupLabel(_ kind: RateKind, _ name: String, shown: Int, of all: Int) -> ChartLabel {
        let which = shown < all ? "\(shown) of \(all) \(name)s" : counted(shown, name)
        return ChartLabel(
            id: "\(kind.rawValue)-by-\(name)", title: "\(kind.title) by \(name)",
            textAlternative: "\(kind.formula.prefix(1).uppercased())\(kind.formula.dropFirst()) of \(which), with 95% intervals.")
    }
}
