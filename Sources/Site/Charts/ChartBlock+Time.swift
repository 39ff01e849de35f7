import Charts
import Engagement
import Metrics

/// Charts over dates and runs.
extension ChartBlock {
    /// In a chart of more points, neighbours can't be told apart.
    private static let mostCampaigns = 120

    static func trend(of kind: RateKind, over campaigns: [CampaignMetrics], times: TimeText) -> ChartBlock? {
        let shown = campaigns.filter { $0.sentAt != nil && $0.rates[kind].value != nil }.suffix(mostCampaigns)
        guard shown.count > 1, let first = shown.first?.sentAt, let last = shown.last?.sentAt else { return nil }
        let latest = shown.count < campaigns.count ? "the latest \(shown.count) campaigns" : "\(shown.count) campaigns"
        let rates = shown.map { $0.rates[kind] }
        let together = rates.reduce(Rate(0, of: 0), +)
        let (values, newest) = (rates.compactMap(\.value), rates.last?.value)
        let label = ChartLabel(
            id: "trend-\(kind.rawValue)", title: "\(kind.title) by campaign",
            textAlternative:
                "\(latest.prefix(1).uppercased())\(latest.dropFirst()) from \(times.date(first)) to \(times.date(last)), with 95% "
                + "intervals: between \(Format.percent(values.min())) and \(Format.percent(values.max())), the newest "
                + "\(Format.percent(newest)).")
        let points = shown.map { campaign in
            let rate = campaign.rates[kind]
            return LineChart.Point(
                x: Double(campaign.sentAt?.seconds ?? 0),
                label: "\(times.date(campaign.sentAt ?? first)), \(campaign.title)",
                y: rate.value ?? 0, interval: rate.interval)
        }
        let chart = LineChart(
            label: label, axis: calendar(from: first, to: last, times: times), pointName: "Campaign", unit: .share,
            unitTitle: kind.formula, series: [.init(kind.title, points)],
            reference: together.value.map { .init("together", $0) })
        return ChartBlock(chart.chart, label)
    }

    /// The counts of a campaign, run by run.
    static func history(_ points: [HistoryPoint], times: TimeText) -> ChartBlock? {
        let known = points.filter { $0.startedAt != nil }.suffix(mostCampaigns)
        guard known.count > 2, let first = known.first?.startedAt, let last = known.last?.startedAt, first < last else {
            return nil
        }
        let label = ChartLabel(
            id: "history", title: "Engaged and clicked, run by run",
            textAlternative: "Participants stored as engaged and as clicked when each run that changed something had ended."
        )
        let series = { (value: KeyPath<Counts, Int>) in
            known.map { point in
                LineChart.Point(
                    x: Double(point.startedAt?.seconds ?? 0),
                    label: "run \(point.run), \(times.date(point.startedAt ?? first))",
                    y: Double(point.counts[keyPath: value]))
            }
        }
        let chart = LineChart(
            label: label, axis: calendar(from: first, to: last, times: times), pointName: "Run", unit: .count,
            unitTitle: "participants",
            series: [.init("Engaged", series(\.engaged)), .init("Clicked", series(\.clicked))])
        return ChartBlock(chart.chart, label)
    }

    /// New opens of the latest runs.
    static func runs(_ runs: [Run], times: TimeText) -> ChartBlock? {
        let shown = runs.filter { $0.state.isFinished }.suffix(30)
        guard shown.count > 2 else { return nil }
        let label = ChartLabel(
            id: "runs", title: "New opens by run",
            textAlternative: "Opens that each of the latest \(shown.count) finished runs was the first to find.")
        let chart = ColumnChart(
            label: label, columnName: "Run", unit: .count, unitTitle: "new opens",
            columns: shown.map { run in
                .init(
                    "Run \(run.number), \(times.date(run.startedAt))", tick: String(run.number),
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
