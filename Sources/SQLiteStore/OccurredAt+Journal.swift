import Engagement
import GRDB

extension OccurredAt {
    /// As the journal keeps it: seconds by the report's name.
    var journalText: String {
        get throws {
            let times = ReportKind.allCases.compactMap { kind in self[kind].map { (kind.rawValue, $0.seconds) } }
            return try jsonText(Dictionary(uniqueKeysWithValues: times))
        }
    }

    /// Reads ``journalText`` from a row of the journal.
    init(journalRow row: Row) throws {
        self.init()
        for (kind, seconds) in try row.numbersByReport("old") { self[kind] = Timestamp(seconds: seconds) }
    }
}
