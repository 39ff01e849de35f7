import Basics
package import Engagement

extension LocalCalendar {
    /// A round date on a time axis.
    package struct DateTick: Hashable, Sendable {
        /// Midnight at its beginning, local time.
        package var time: Timestamp
        /// `23 Nov`, `Nov 2026`, `2026`: as much as the steps need.
        package var label: String
    }

    /// Round dates between two moments: days, weeks (Mondays), months, quarters, half years or years. The step is the finest that
    /// gives no more than `limit` dates. Empty for a span without a midnight.
    package func ticks(from first: Timestamp, to last: Timestamp, atMost limit: Int = 6) -> [DateTick] {
        guard first <= last else { return [] }
        for step in DateStep.allCases {
            let dates = step.dates(from: moment(of: first).date, to: moment(of: last).date, atMost: limit + 2)
            let ticks = dates.map { DateTick(time: midnight(of: $0), label: step.label(of: $0)) }
                .filter { first <= $0.time && $0.time <= last }
            if ticks.count <= limit { return ticks }
        }
        return []
    }

    /// The beginning of a day. Where clocks jump over midnight, it is at most an hour off.
    func midnight(of date: CivilDate) -> Timestamp {
        let utc = Timestamp(seconds: Int64(date.daysSinceEpoch) * 86_400)
        let guess = Timestamp(seconds: utc.seconds - Int64(secondsFromGMT(at: utc)))
        return Timestamp(seconds: utc.seconds - Int64(secondsFromGMT(at: guess)))
    }
}

/// From one tick to the next.
private enum DateStep: CaseIterable {
    case day, week, month, quarter, halfYear, year, fiveYears, twentyYears

    func label(of date: CivilDate) -> String {
        let month = MonthName.abbreviated[date.month - 1]
        return switch self {
        case .day, .week: "\(date.day) \(month)"
        case .month, .quarter, .halfYear: "\(month) \(date.year)"
        case .year, .fiveYears, .twentyYears: String(date.year)
        }
    }

    /// - Parameter limit: stops after so many, as this step is too fine then.
    func dates(from first: CivilDate, to last: CivilDate, atMost limit: Int) -> [CivilDate] {
        var dates: [CivilDate] = []
        var date = start(at: first)
        while date <= last, dates.count <= limit {
            dates.append(date)
            date = next(after: date)
        }
        return dates
    }

    private func start(at date: CivilDate) -> CivilDate {
        switch self {
        case .day: return date
        case .week: return CivilDate(daysSinceEpoch: date.daysSinceEpoch - date.weekday)
        case .month: return CivilDate(year: date.year, month: date.month, day: 1)
        case .quarter: return CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)
        case .halfYear: return CivilDate(year: date.year, month: (date.month - 1) / 6 * 6 + 1, day: 1)
        case .year: return CivilDate(year: date.year, month: 1, day: 1)
        case .fiveYears: return CivilDate(year: date.year / 5 * 5, month: 1, day: 1)
        case .twentyYears: return CivilDate(year: date.year / 20 * 20, month: 1, day: 1)
        }
    }

    private func next(after date: CivilDate) -> CivilDate {
        switch self {
        case .day: CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
        case .week: CivilDate(daysSinceEpoch: date.daysSinceEpoch + 7)
        case .month: later(date, months: 1)
        case .quarter: later(date, months: 3)
        case .halfYear: later(date, months: 6)
        case .year: later(date, months: 12)
        case .fiveYears: later(date, months: 60)
        case .twentyYears: later(date, months: 240)
        }
    }

    private func later(_ date: CivilDate, months: Int) -> CivilDate {
        let months = date.year * 12 + date.month - 1 + months
        return CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
    }
}
