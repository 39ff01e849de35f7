import Charts
import Engagement
import Metrics

extension ChartBlock {
    /// How the opens (clicks) of one campaign come in after sending, with what is usual behind it. Nil where no time is known, or
    /// less than an hour has passed, or so few were delivered that shares say nothing.
    static func settling(_ campaign: MeasuredCampaign, _ peers: Peers) -> ChartBlock? {
        let response = peers.response
        guard let age = campaign.age?.comparing, age >= 1, campaign.delivered >= Peers.leastDelivered,
            campaign.measurement.curve(of: response).total > 0,
            campaign.rate(response, atAge: age)?.value != nil
        else { return nil }
        let points = (HourCurve.shownHours.filter { $0 < age } + [age]).map { hours in
            LineChart.Point(
                x: Double(hours), label: Format.age(hours: hours), y: campaign.rate(response, atAge: hours)?.value ?? 0)
        }
        // What is usual is shown for the days to come, too: where the curve is going.
        let horizon = age < Age.matureHours ? Age.matureHours : Age.mostHours
        let band = UsualBand(peers, hours: (HourCurve.shownHours + [age]).sorted().filter { $0 <= horizon })
        let range = band.points.map { point in
            LineChart.Range.Point(
                x: Double(point.hours), label: Format.age(hours: point.hours), range: point.usual.low...point.usual.high)
        }
        let chart = LineChart(
            label: label(response, age: age, hasRange: range.count > 1), axis: .hoursSinceSending(upTo: Double(horizon)),
            pointName: "Since sending", unit: .share, unitTitle: "\(response.participle), of delivered",
            series: [.init("This campaign", points)], range: range.count > 1 ? .init("usual range", range) : nil)
        return ChartBlock(chart.chart, chart.label)
    }

    private static func label(_ response: ResponseKind, age: Int, hasRange: Bool) -> ChartLabel {
        let usual = hasRange ? " Behind it: the range in which campaigns like it usually lay at the same age." : ""
        return ChartLabel(
            id: "settling-\(response.rawValue)", title: "How \(response.plural) come in",
            textAlternative: "The first \(Format.exactAge(hours: age)) after sending.\(usual)")
    }
}
