import Charts
import Engagement
import Metrics

/// A calendar along the bottom of a chart: whole months where there are enough of them, else days.
struct TimeAxis {
    let axis: HorizontalAxis

    init(from first: Timestamp, to last: Timestamp, clock: Clock) {
        let days = Int(last.seconds - first.seconds) / 86_400
        axis = HorizontalAxis(ticks: days > 75 ? Self.months(first, last, clock) : Self.days(first, last, days, clock))
    }

    private static func months(_ first: Timestamp, _ last: Timestamp, _ clock: Clock) -> [HorizontalAxis.Tick] {
        let start = clock.calendar.moment(of: first).date
        let end = clock.calendar.moment(of: last).date
        let count = (end.year - start.year) * 12 + end.month - start.month
        let step = [1, 2, 3, 6, 12, 24, 60, 120].first { count / $0 <= 6 } ?? 240
        // Steps begin in January, so that years stand under each other from chart to chart.
        let from = start.year * 12 + start.month
        let firstStep = (from + step - 1) / step * step
        return stride(from: firstStep, through: end.year * 12 + end.month - 1, by: step).enumerated().map { index, month in
            let date = CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
            return tick(date, clock.month(date), isMinor: index % 2 == 1)
        }
    }

    private static func days(_ first: Timestamp, _ last: Timestamp, _ days: Int, _ clock: Clock) -> [HorizontalAxis.Tick] {
        let step = [1, 2, 7, 14].first { days / $0 <= 6 } ?? 14
        let start = clock.calendar.moment(of: first).date.daysSinceEpoch
        return stride(from: start, through: start + days, by: step).enumerated().map { index, day in
            let date = CivilDate(daysSinceEpoch: day)
            return tick(date, clock.day(date), isMinor: index % 2 == 1)
        }
    }

    private static func tick(_ date: CivilDate, _ label: String, isMinor: Bool) -> HorizontalAxis.Tick {
        HorizontalAxis.Tick(Double(date.daysSinceEpoch) * 86_400, label, isMinor: isMinor)
    }
}
