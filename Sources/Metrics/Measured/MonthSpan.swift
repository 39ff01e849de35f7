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
    static func spans(of times: [Timestamp]) -> [MonthSpan] {
        times.sorted().reduce(into: []) { $0.add($1) }
    }

    /// Whether a time that is not before the span lies in its month.
    fileprivate func isInMonth(_ time: Timestamp) -> Bool {
        guard time.seconds - first.seconds < 31 * 86_400 else { return false }
        return time.date.month == first.date.month
    }
}

extension [MonthSpan] {
    /// - Parameter time: not before those that have been added.
    mutating func add(_ time: Timestamp) {
        if let span = last, span.isInMonth(time) {
            self[count - 1].last = time
        } else {
            append(MonthSpan(first: time, last: time))
        }
    }

    /// The newest time not after a moment; within the moment's own month the first of the month may stand for it, less than
    /// 31 days earlier. Nil where nothing had happened by then.
    func newest(upTo moment: Timestamp) -> Timestamp? {
        guard let span = last(where: { $0.first <= moment }) else { return nil }
        return span.last <= moment ? span.last : span.first
    }
}
