import Charts
import Engagement
import Metrics

/// Charts over dates and runs.
extension ChartBlock {
    /// In a chart of more points, neighbours can't be told apart.
    private static let mostCampaigns = 120

    /// A dot for each campaign and a line over ten of them; beyond sixty campaigns a point for each month.
    static func trend(_ trend: Trend, names: CampaignNames, times: TimeText) -> ChartBlock? {
        trend.months.isEmpty ? dots(trend, names: names, times: times) : months(trend, times: times)
    }

    private static func dots(_ trend: Trend, names: CampaignNames, times: TimeText) -> ChartBlock? {
        let dots = trend.dots.sorted { $0.sentAt < $1.sentAt }
        guard dots.count > 1, let first = dots.first?.sentAt, let last = dots.last?.sentAt, first < last else { return nil }
        let comingIn = dots.count(where: \.isComingIn)
        let hollow = comingIn == 0 ? "" : " A hollow dot is still coming in."
        let line =
            trend.line.isEmpty
            ? "" : " The line is the rate of \(Trend.window) campaigns in a row."
        let label = ChartLabel(
            id: "trend-\(trend.response.rawValue)", title: "\(title(trend.response)) by campaign",
            textAlternative:
                "\(counted(dots.count, "campaign")) from \(times.date(first)) to \(times.date(last)), \(basis(trend.basis)).\(line)\(hollow)"
        )
        let dotPoints = dots.map { dot in
            LineChart.Point(
                x: Double(dot.sentAt.seconds),
                label: "\(times.date(dot.sentAt)), \(names[dot.campaignID].title)\(dot.isComingIn ? ", still coming in" : "")",
                y: dot.rate.value ?? 0, isProvisional: dot.isComingIn)
        }
        let linePoints = trend.line.map { point in
            LineChart.Point(
                x: Double(point.sentAt.seconds), label: times.date(point.sentAt), y: point.rate.value ?? 0)
        }
        let line10 = linePoints.isEmpty ? [] : [LineChart.Series("\(Trend.window) in a row", linePoints)]
        let chart = LineChart(
            label: label, axis: calendar(from: first, to: last, times: times), pointName: "Campaign", unit: .share,
            unitTitle: "\(trend.response.participle), of delivered",
            series: [.init("Campaign", dotPoints, isJoined: false)] + line10)
        return ChartBlock(chart.chart, label)
    }

    private static func months(_ trend: Trend, times: TimeText) -> ChartBlock? {
        let shown = trend.months.suffix(36)
        guard shown.count > 1 else { return nil }
        let label = ChartLabel(
            id: "trend-\(trend.response.rawValue)", title: "\(title(trend.response)) by month",
            textAlternative:
                "\(counted(shown.count, "month")), the sum of their campaigns, \(basis(trend.basis)), with 95% intervals.")
        let chart = ColumnChart(
            label: label, columnName: "Month", unit: .share, unitTitle: "\(trend.response.participle), of delivered",
            columns: shown.map { entry in
                let name = entry.month.title
                let isFirst = entry.month == shown.first?.month || entry.month.month == 1
                return .init(
                    name, tick: isFirst ? "\(name.prefix(3)) \(entry.month.year)" : String(name.prefix(3)),
                    value: entry.rate.rate.value, interval: entry.rate.rate.interval)
            })
        return ChartBlock(chart.chart, label)
    }

    private static func title(_ response: ResponseKind) -> String { response == .open ? "Open rate" : "Click rate" }

    private static func basis(_ basis: SettledRate.Basis) -> String {
        basis == .sevenDays ? "each 7 days after it was sent" : "each as it stands now, as EmailOctopus gives no times"
    }

    /// The counts of a campaign, run by run.
    static func history(_ points: [HistoryPoint], times: TimeText) -> ChartBlock? {
        let known = points.filter { $0.startedAt != nil }.suffix(mostCampaigns)
        guard known.count > 2, let first = known.first?.startedAt, let last = known.last?.startedAt, first < last else {
            return nil
        }
        let label = ChartLabel(
            id: "history", title: "Opened and clicked, update by update",
            textAlternative: "Recipients known to have opened and clicked at the end of each update that changed something."
        )
        let series = { (value: KeyPath<Counts, Int>) in
            known.map { point in
                LineChart.Point(
                    x: Double(point.startedAt?.seconds ?? 0),
                    label: times.dateAndTime(point.startedAt ?? first),
                    y: Double(point.counts[keyPath: value]))
            }
        }
        let chart = LineChart(
            label: label, axis: calendar(from: first, to: last, times: times), pointName: "Update", unit: .count,
            unitTitle: "recipients",
            series: [.init("Opened", series(\.engaged)), .init("Clicked", series(\.clicked))])
        return ChartBlock(chart.chart, label)
    }

    private static let mostLists = 4

    /// The subscribed contacts of the largest lists, update by update.
    ///
    /// - Parameter lists: largest first.
    static func growth(_ lists: [ListGrowth], times: TimeText) -> ChartBlock? {
        let shown = lists.prefix(mostLists).map { list in
            (list.name, list.readings.count > mostCampaigns ? list.months.map(\.last) : list.readings)
        }
        let moments = shown.flatMap { $0.1.map(\.at) }
        guard shown.contains(where: { $0.1.count > 2 }), let first = moments.min(), let last = moments.max() else { return nil }
        let which = lists.count > mostLists ? " The \(mostLists) largest of \(lists.count) lists." : ""
        let label = ChartLabel(
            id: "growth", title: "Subscribed contacts by list",
            textAlternative: "As EmailOctopus counted them, from \(times.date(first)) to \(times.date(last)).\(which)")
        let chart = LineChart(
            label: label, axis: calendar(from: first, to: last, times: times), pointName: "Update", unit: .count,
            unitTitle: "subscribed",
            series: shown.map { name, readings in
                .init(
                    name,
                    readings.map { reading in
                        LineChart.Point(
                            x: Double(reading.at.seconds), label: times.dateAndTime(reading.at), y: Double(reading.subscribed))
                    })
            })
        return ChartBlock(chart.chart, label)
    }

    /// New opens of the latest updates.
    static func runs(_ runs: [Run], times: TimeText) -> ChartBlock? {
        let shown = runs.filter { $0.state.isFinished }.suffix(30)
        guard shown.count > 2 else { return nil }
        let label = ChartLabel(
            id: "runs", title: "New opens by update",
            textAlternative: "Opens that each of the latest \(shown.count) updates was the first to find.")
        let chart = ColumnChart(
            label: label, columnName: "Update", unit: .count, unitTitle: "new opens",
            columns: shown.map { run in
                .init(
                    times.dateAndTime(run.endedAt ?? run.startedAt), tick: times.shortDate(run.startedAt),
                    value: Double(run.gained[.opened] ?? 0))
            })
        return ChartBlock(chart.chart, label)
    }

    /// Every second date is minor.
    private static func calendar(from first: Timestamp, to last: Timestamp, times: TimeText) -> HorizontalAxis {
        HorizontalAxis(
            ticks: times.calendar.ticks(from: first, to: last).enumerated().map { index, tick in
                HorizontalAxis.Tick(Double(tick.time.seconds), tick.label, isMinor: index % 2 == 1)
            })
    }
}
