import Basics
package import Engagement

/// The first and the last time something happened in one month of UTC.
///
/// A person's spans answer exactly whether anything happened in any stretch of time that is longer than a month and ends at any
/// moment: within the month of that moment the first time decides, in the months before it the last ones.
package struct MonthSpan: Hashable, Sendable {
    package internal(set) var first: Timestamp
    package internal(set) var last: Timestamp

    /// Spans of the months that hold any of the times, in order.
    static func spans(of times: some Sequence<Timestamp>) -> [MonthSpan] {
        var spans: [MonthSpan] = []
        var month: CivilDate?
        for time in times.sorted() {
            let date = time.date
            let thisMonth = CivilDate(year: date.year, month: date.month, day: 1)
            if month == thisMonth {
                spans[spans.count - 1].last = time
            } else {
                spans.append(MonthSpan(first: time, last: time))
                month = thisMonth
            }
        }
        return spans
    }
}

extension [MonthSpan] {
    /// The newest time not after a moment; within the moment's own month the first of the month may stand for it, less than
    /// 31 days earlier. Nil where nothing had happened by then.
    func newest(upTo moment: Timestamp) -> Timestamp? {
        guard let span = last(where: { $0.first <= moment }) else { return nil }
        return span.last <= moment ? span.last : span.first
    }
}
