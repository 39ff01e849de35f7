import Charts
import Engagement
import Metrics

/// The charts of an account, a campaign or a group. Nil where there is nothing to be seen yet.
extension ChartBlock {
    static func funnel(of counts: Counts) -> ChartBlock? {
        guard counts.sent > 0 else { return nil }
        let rates = Rates(counts)
        let share = { (rate: Rate, whole: String) in "\(Format.percentAndInterval(rate)) of \(whole)" }
        let label = ChartLabel(
            id: "funnel", title: "From sent to clicked",
            textAlternative: "\(Format.count(counts.sent)) sent, \(Format.count(counts.delivered)) delivered; of these "
                + "\(Format.percent(rates.open)) opened and \(Format.percent(rates.click)) clicked. In brackets: 95% intervals.")
        let chart = FunnelChart(
            label: label,
            steps: [
                .init("Sent", counts.sent),
                .init("Delivered", counts.delivered, note: share(Rate(counts.delivered, of: counts.sent), "sent")),
                .init("Opened", counts.opened, note: share(rates.open, "delivered")),
                .init("Clicked", counts.clicked, note: share(rates.clickToOpen, "opened")),
            ])
        return ChartBlock(chart.chart, label)
    }

    static func settling(_ curve: SettlingCurve) -> ChartBlock? {
        guard curve.timedOpens > 0, curve.points.count > 1, let last = curve.points.last else { return nil }
        let half = curve.halfOfOpensWithin.map { " Half of the opens came within \(Format.age(hours: $0))." } ?? ""
        let many = curve.campaigns > 1 ? " Of \(counted(curve.campaigns, "campaign")) old enough." : ""
        let label = ChartLabel(
            id: "settling", title: "Opens and clicks since sending",
            textAlternative: "Share of \(Format.count(curve.delivered)) delivered, with 95% intervals.\(half)\(many)")
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
        return ChartBlock(chart.chart, label)
    }

    static func heatMap(_ map: HeatMap, zone: String) -> ChartBlock? {
        guard let busiest = map.busiest else { return nil }
        let hour = "\(HeatMap.weekdays[busiest.weekday]) from \(busiest.hour):00"
        let label = ChartLabel(
            id: "hours", title: "Opens by hour of the week",
            textAlternative:
                "First opens with a time, \(Format.count(map.totalOpened)) in all, in the time zone \(zone). Most came on \(hour)."
        )
        return ChartBlock(HeatMapChart.week(label: label, unitTitle: "opens", unitOfOne: "open", values: map.opened).chart, label)
    }

    static func tiers(_ people: PeopleSummary) -> ChartBlock? {
        guard people.people > 0 else { return nil }
        let label = ChartLabel(
            id: "tiers", title: "When people last opened or clicked",
            textAlternative:
                "Shares of \(counted(people.people, "person", "people")), each in exactly one tier, with 95% intervals.")
        let chart = BarChart(
            label: label, barName: "Last opened or clicked", unit: .share, unitTitle: "Share of people", noteTitle: "People",
            bars: people.byTier.map { tier, rate in
                .init(
                    tier.title, value: rate.value, interval: rate.interval,
                    note: counted(rate.numerator, "person", "people"))
            })
        return ChartBlock(chart.chart, label)
    }
}
