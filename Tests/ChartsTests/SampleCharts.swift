import Charts
import Testing

/// One chart of every kind, with numbers like a real account's. The golden files are made of these.
enum SampleCharts {
    static let hours = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720]
    static let opened = [
        0.0312, 0.0441, 0.0520, 0.0578, 0.0650, 0.0698, 0.0761, 0.0840, 0.0905, 0.0962, 0.1003, 0.1051, 0.1080, 0.1099,
        0.1126, 0.1148, 0.1162, 0.1173, 0.1180,
    ]

    static func band(_ value: Double, _ half: Double) -> ClosedRange<Double> { value - half...value + half }

    static var settling: LineChart {
        let points = { (factor: Double, half: Double) in
            zip(hours, opened).map { hour, share in
                LineChart.Point(
                    x: Double(hour), label: hour == 1 ? "1 hour" : "\(hour) hours", y: share * factor,
                    interval: band(share * factor, half))
            }
        }
        return LineChart(
            label: ChartLabel(
                id: "settling", title: "Opens and clicks since sending",
                textAlternative: "After one day 9.1% had opened, after 30 days 11.8%. Clicks follow: 2.4% and 3.1%."),
            axis: .hoursSinceSending(upTo: 720), pointName: "Since sending", unit: .share,
            unitTitle: "share of delivered",
            series: [.init("Opened", points(1, 0.004)), .init("Clicked", points(0.26, 0.002))])
    }

    static var trend: LineChart {
        let rates = [0.112, 0.119, 0.121, 0.108, 0.117, 0.124, 0.118, 0.131, 0.115, 0.122, 0.126, 0.119]
        let points = rates.enumerated().map { index, rate in
            LineChart.Point(
                x: Double(index), label: "Campaign \(index + 1)", y: rate, interval: band(rate, 0.006 + Double(index % 3) * 0.002)
            )
        }
        return LineChart(
            label: ChartLabel(id: "trend", title: "Open rate by campaign", textAlternative: "Between 10.8% and 13.1%."),
            axis: HorizontalAxis(
                ticks: [.init(0, "Jan 2026"), .init(3, "Apr", isMinor: true), .init(6, "Jul"), .init(9, "Oct", isMinor: true)]),
            pointName: "Campaign", unit: .share, unitTitle: "opened, of delivered", series: [.init("Open rate", points)],
            reference: .init("All campaigns", 0.118))
    }

    static var growth: LineChart {
        let totals = [0, 31_204, 64_870, 97_113, 118_502, 129_483]
        return LineChart(
            label: ChartLabel(id: "growth", title: "Participants by run", textAlternative: "From 0 to 129,483."),
            axis: HorizontalAxis(ticks: (0..<6).map { .init(Double($0), "Run \($0 + 1)", isMinor: $0 % 2 == 1) }),
            pointName: "Run", unit: .count, unitTitle: "participants",
            series: [
                .init(
                    "Participants",
                    totals.enumerated().map {
                        .init(x: Double($0.offset), label: "Run \($0.offset + 1)", y: Double($0.element))
                    })
            ])
    }

    static var months: ColumnChart {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let columns = (0..<18).map { index -> ColumnChart.Column in
            let value = 0.09 + Double((index * 37) % 11) * 0.004
            let name = "\(names[index % 12]) \(2025 + index / 12)"
            return ColumnChart.Column(
                name, tick: index % 12 == 0 ? "\(2025 + index / 12)" : names[index % 12], value: index == 7 ? nil : value,
                interval: index == 7 ? nil : band(value, 0.007))
        }
        return ColumnChart(
            label: ChartLabel(id: "months", title: "Open rate by month", textAlternative: "Between 9.0% and 13.0%."),
            columnName: "Month", unit: .share, unitTitle: "opened, of delivered", columns: columns)
    }

    static var domains: BarChart {
        BarChart(
            label: ChartLabel(id: "domains", title: "Mailbox providers", textAlternative: "Most are at mail.example.com."),
            barName: "Mailbox provider", unit: .count, unitTitle: "participants",
            bars: [
                .init("mail.example.com", value: 61_204, note: "12.1% opened"),
                .init("a-very-long-department-name.university.example.org", value: 22_871, note: "14.0% opened"),
                .init("example.net", value: 9_450, note: "9.3% opened"),
                .init("<script>alert(\"1\")</script>", value: 1_203, note: "n/a"),
                .init("unknown", value: nil),
            ])
    }

    static var funnel: FunnelChart {
        FunnelChart(
            label: ChartLabel(
                id: "funnel", title: "From sent to clicked", textAlternative: "Of 129,483 sent, 3,421 were clicked."),
            steps: [
                .init("Sent", 129_483), .init("Delivered", 127_950, note: "98.8% of sent"),
                .init("Opened", 15_234, note: "11.9% of delivered"), .init("Clicked", 3_421, note: "22.5% of opened"),
            ])
    }

    static var week: HeatMapChart {
        let values = (0..<7).map { day in
            (0..<24).map { hour -> Int in
                let weekend = day > 4 ? 3 : 1
                let peak = max(0, 900 - (hour - 9) * (hour - 9) * 14) + max(0, 420 - (hour - 20) * (hour - 20) * 30)
                return (peak - day * 40 < 0 ? 0 : peak - day * 40) / weekend
            }
        }
        return .week(
            label: ChartLabel(id: "week", title: "Opens by hour of the week", textAlternative: "Most on Monday from 09:00."),
            unitTitle: "opens", unitOfOne: "open", values: values)
    }

    static var all: [(name: String, chart: Chart)] {
        [
            ("settling", settling.chart), ("trend", trend.chart), ("growth", growth.chart), ("months", months.chart),
            ("domains", domains.chart), ("funnel", funnel.chart), ("week", week.chart),
        ]
    }

    static func named(_ name: String) throws -> Chart { try #require(all.first { $0.name == name }?.chart) }
}
