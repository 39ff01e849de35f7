import Charts
import Metrics

/// Charts of months and lists side by side.
extension ChartBlock {
    /// In a chart of more columns or bars, neighbours can't be told apart.
    private static let most = 36

    /// - Parameter months: oldest first.
    static func months(_ response: ResponseKind, _ months: [CampaignGroup]) -> ChartBlock? {
        let shown = months.suffix(most)
        guard shown.count > 1 else { return nil }
        let label = groupLabel(response, .months, shown: shown.count, of: months.count)
        let chart = ColumnChart(
            label: label, columnName: "Month", unit: .share, unitTitle: "\(response.participle), of delivered",
            columns: shown.map { month in
                let rate = month[response].rate
                let (name, year) = (month.title.prefix(3), month.key.prefix(4))
                // The year is at the first month of it that is shown.
                let isFirst = month.key == shown.first?.key || month.key.hasSuffix("-01")
                return .init(
                    month.title, tick: isFirst ? "\(name) \(year)" : String(name), value: rate.value,
                    interval: rate.interval)
            })
        return ChartBlock(chart.chart, label)
    }

    /// Lists or series, in the order in which they are listed.
    static func bars(_ response: ResponseKind, _ lists: [CampaignGroup], of grouping: Grouping) -> ChartBlock? {
        let shown = lists.prefix(most)
        guard shown.count > 1 else { return nil }
        let label = groupLabel(response, grouping, shown: shown.count, of: lists.count)
        let chart = BarChart(
            label: label, barName: grouping.one, unit: .share, unitTitle: "\(response.participle), of delivered",
            noteTitle: "Divided by",
            bars: shown.map { list in
                let rate = list[response].rate
                return .init(
                    list.title, value: rate.value, interval: rate.interval,
                    note: "\(Format.count(rate.denominator)) delivered")
            })
        return ChartBlock(chart.chart, label)
    }

    private static func groupLabel(_ response: ResponseKind, _ grouping: Grouping, shown: Int, of all: Int) -> ChartLabel {
        let name = grouping.one.lowercased()
        let which = shown < all ? "\(shown) of \(grouping.counted(all))" : grouping.counted(shown)
        return ChartLabel(
            id: "\(response.rawValue)-by-\(name)", title: "\(response == .open ? "Open" : "Click") rate by \(name)",
            textAlternative: "Of \(which), 7 days after each campaign was sent, with 95% intervals.")
    }
}
