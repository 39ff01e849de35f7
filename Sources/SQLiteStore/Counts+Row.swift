import Engagement
import GRDB

extension Counts {
    /// Reads ``ReportConditions/counts``; a sum over no rows is NULL, and so 0.
    init(_ row: Row, from index: Int) {
        func sum(_ offset: Int) -> Int { row[index + offset] ?? 0 }
        self.init(
            participants: sum(0), sent: sum(1), opened: sum(2), openedReported: sum(3), clicked: sum(4), engaged: sum(2),
            bounced: sum(5), complained: sum(6), unsubscribed: sum(7))
    }
}
