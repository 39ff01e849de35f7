import Charts
import Engagement
import Metrics

/// The charts of the pages: what a report measures, as what a chart draws. Nil where there is nothing to be seen yet.
enum Pictures {
    static func funnel(of counts: Counts) -> Figure? {
        guard counts.sent > 0 else { return nil }
        let rates = Rates(counts)
        let share = { (rate: Rate, whole: String) in "\(Format.percentAndInterval(rate)) of \(whole)" }
        let label = ChartLabel(
            id: "funnel", title: "From sent to clicked",
            description: "\(Format.count(counts.sent)) sent, \(Format.count(counts.delivered)) delivered; of these "
                + "\(Format.percent(rates.open)) opened and \(Format.percent(rates.click)) clicked. In brackets: 95% intervals.")
        let chart = FunnelChart(
            label: label,
            steps: [
                .init("Sent", counts.sent),
                .init("Delivered", counts.delivered, note: share(Rate(counts.delivered, of: counts.sent), "sent")),
                .init("Opened", counts.opened, note: share(rates.open, "delivered")),
                .init("Clicked", counts.clicked, note: share(rates.clickToOpen, "opened")),
            ])
        return Figure(chart.chart, label)
    }

    static func settling(_ curve: SettlingCurve) -> Figure? {
        guard curve.timedOpens > 0, curve.points.count > 1, let last = curve.points.last else { return nil }
        let half = curve.halfOfOpensWithin.map { " Half of the opens came within \(Format.age(hours: $0))." } ?? ""
        let many = curve.campaigns > 1 ? " Of \(counted(curve.campaigns, "campaign")) old enough." : ""
        let label = ChartLabel(
            id: "settling", title: "Opens and clicks since sending",
            description: "Share of \(Format.count(curve.delivered)) delivered, with 95% intervals.\(half)\(many)")
        let points = { (rate: (SettlingCurve.Point) -> Rate) in
            curve.points.map { point in
                LineChart.Point(
                    x: Double(point.hours), label: Format.age(hours: point.hours), y: rate(point).value ?? 0,
                    interval: rate(point).interval)
            }
        }
        let chart = LineChart(
            label: label, axis: .hoursSinceSending(upTo: Double(last.hours)), pointName: "Since sending", unit: .share,
            unitTitle: "of delivered",
            series: [.init("Opened", points(curve.openRate)), .init("Clicked", points(curve.clickRate))])
        return Figure(chart.chart, label)
    }

    static func heatMap(_ map: HeatMap, zone: String) -> Figure? {
        guard let busiest = map.busiest else { return nil }
        let hour = "\(HeatMap.weekdays[busiest.weekday]) from \(busiest.hour):00"
        let label = ChartLabel(
            id: "hours", title: "Opens by hour of the week",
            description:
                "First opens with a time, \(Format.count(map.totalOpened)) in all, in the time zone \(zone). Most came on \(hour)."
        )
        return Figure(HeatMapChart.week(label: label, unitTitle: "opens", unitOfOne: "open", values: map.opened).chart, label)
    }

    static func tiers(_ people: PeopleSummary) -> Figure? {
        guard people.people > 0 else { return nil }
        let label = ChartLabel(
            id: "tiers", title: "When people last opened or clicked",
            description: "Shares of \(counted(people.people, "person", "people")), each in exactly one tier, with 95% intervals.")
        let chart = BarChart(
            label: label, barName: "Last opened or clicked", unit: .share, unitTitle: "Share of people", noteTitle: "People",
            bars: people.byTier.map { tier, rate in
                .init(
                    tier.title, value: rate.value, interval: rate.interval,
                    note: counted(rate.numerator, "person", "people"))
            })
        return Figure(chart.chart, label)
    }

    /// A line as small as a word, of a rate over the latest campaigns.
    static func spark(of kind: RateKind, over campaigns: [CampaignReport]) -> String? {
        let values = campaigns.suffix(30).compactMap { $0.rates[kind].value }
        return values.count > 1 ? Sparkline(values).svg : nil
    }

    static func spark(of curve: SettlingCurve) -> Cell {
        guard curve.points.count > 1, curve.timedOpens > 0, let last = curve.points.last else { return .empty }
        let half = curve.halfOfOpensWithin.map { "half within \(Format.age(hours: $0))" } ?? ""
        return Cell(
            html: Sparkline(curve.points.map { Double($0.opened) }).svg + " <small>\(half)</small>", markdown: half,
            sortKey: String(curve.halfOfOpensWithin ?? last.hours))
    }
}
