import Basics
package import Engagement

/// The last 30 days beside the 30 days before: the differences in points, without a judgement.
package struct PeriodComparison: Sendable {
    package static let days = 30

    package let current: Period
    package let before: Period

    /// - Parameter end: the end of the run; its day in the time zone is the last one of the current period.
    package init(_ campaigns: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar) {
        let today = calendar.moment(of: end).date.daysSinceEpoch
        func days(from first: Int, to last: Int) -> ClosedRange<CivilDate> {
            CivilDate(daysSinceEpoch: first)...CivilDate(daysSinceEpoch: last)
        }
        current = Period(days(from: today - Self.days + 1, to: today), campaigns, in: calendar)
        before = Period(
            days(from: today - 2 * Self.days + 1, to: today - Self.days), campaigns, in: calendar)
    }

    /// Current less before, −1…1; nil where one is not known, or where one is a final rate and the other one at 7 days of age.
    package func difference(_ response: ResponseKind) -> Double? {
        current.group[response].difference(to: before.group[response])
    }
}
