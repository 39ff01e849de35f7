import Charts
import Engagement
import Metrics

/// The charts of an account, a campaign or a group. Nil where there is nothing to be seen yet.
extension ChartBlock {
    /// - Parameter campaigns: those whose opens or clicks are not known are in no rate.
    static func funnel(of campaigns: [MeasuredCampaign]) -> ChartBlock? {
        let known = campaigns.filter { $0.unknownReason(ofRate: .clickToOpen) == nil && !$0.isBeingSent }
        let counts = known.reduce(Counts()) { $0 + $1.counts }
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

    /// The audience at the end of each month; those who never opened anything are in the table below it.
    static func audience(_ audience: Audience) -> ChartBlock? {
        let months = audience.months
        guard months.count > 1 else { return nil }
        let unsure = months.contains(where: \.isUncertain) ? " A hollow dot: more than 10% of the opens have no time." : ""
        let label = ChartLabel(
            id: "audience", title: "Active, lapsing and dormant people",
            textAlternative: "At the end of each month, of those sent something in the 180 days before it.\(unsure)")
        let series = { (name: String, people: (AudiencePoint) -> Int) in
            LineChart.Series(
                name,
                months.map { point in
                    LineChart.Point(
                        x: Double(point.at.seconds), label: point.month?.title ?? "", y: Double(people(point)),
                        isProvisional: point.isUncertain)
                })
        }
        let chart = LineChart(
            label: label,
            axis: HorizontalAxis(
                ticks: months.enumerated().map { index, point in
                    let title = point.month?.title ?? ""
                    return .init(
                        Double(point.at.seconds), index == 0 ? title : String(title.prefix(3)), isMinor: index % 3 != 0)
                }), pointName: "Month", unit: .count, unitTitle: "people",
            series: [series("Active", { $0.active }), series("Lapsing", { $0.lapsing }), series("Dormant", { $0.dormant })])
        return ChartBlock(chart.chart, label)
    }
}
