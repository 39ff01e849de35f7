import Engagement
import GRDB

/// Marks participants of one campaign as vanished from one report, or takes the mark off, and journals what has changed.
struct VanishingMarks {
    let db: Database
    let campaign: Int64
    let kind: ReportKind
    let run: RunNumber

    func set(_ isVanished: Bool, for contacts: [ContactID]) throws {
        guard !contacts.isEmpty else { return }
        let bit = 1 << kind.index
        let mark = try db.cachedStatement(
            sql: """
                UPDATE participant SET vanished = vanished \(isVanished ? "|" : "& ~") \(bit)
                WHERE campaign = ? AND contact_id = ? AND \(Columns.first(kind)) IS NOT NULL
                AND vanished & \(bit) \(isVanished ? "=" : "<>") 0
                """)
        let journal = try db.cachedStatement(
            sql: "INSERT INTO journal (run, change, campaign, contact_id, kind) VALUES (?, ?, ?, ?, ?)")
        let change = isVanished ? ChangeName.vanished : .returned
        for contact in contacts {
            try mark.execute(arguments: [campaign, contact])
            guard db.changesCount > 0 else { continue }
            try journal.execute(arguments: [run, change.rawValue, campaign, contact, kind.rawValue])
        }
    }
}

/// What the journal's column `change` may say.
enum ChangeName: String {
    case attributes
    case occurredAt = "occurred_at"
    case vanished, returned, campaign
}
