import Engagement
import EngagementStore
import GRDB

extension JournalEntry {
    /// - Parameters:
    ///   - row: all columns of the journal.
    ///   - campaigns: ids by key.
    init(_ row: Row, campaigns: [Int64: CampaignID]) throws {
        self = try row.decoded(in: "journal", by: ["sequence"]) { row in
            JournalEntry(
                run: try row.value("run"), sequence: try row.value("sequence"), change: try Self.change(row, campaigns))
        }
    }

    private static func change(_ row: Row, _ campaigns: [Int64: CampaignID]) throws -> Change {
        func campaign() throws -> CampaignID {
            let key: Int64 = try row.value("campaign")
            guard let id = campaigns[key] else { throw UnreadableValue(field: "campaign", value: String(key)) }
            return id
        }
        return switch try row.value("change", ChangeName.self) {
        case .attributes: .attributes(try row.value("contact_id"), old: try row.attributes())
        case .occurredAt: .occurredAt(try campaign(), try row.value("contact_id"), old: try OccurredAt(journalRow: row))
        case .vanished: .vanished(try campaign(), try row.value("contact_id"), try row.value("kind"))
        case .returned: .returned(try campaign(), try row.value("contact_id"), try row.value("kind"))
        case .campaign: .campaign(try campaign(), old: try row.json("old"))
        }
    }
}
