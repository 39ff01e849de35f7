import Engagement
import GRDB

/// Marks participants of one campaign as vanished from one report, or removes the mark, and journals what has changed. The
/// column `vanished` has a bit for each report.
struct VanishingMarks {
    let db: Database
    let campaign: Int64
    let kind: ReportKind
    let run: RunNumber

    static func bit(of kind: ReportKind) -> Int { 1 << kind.index }

    static func bits(of kinds: Set<ReportKind>) -> Int { kinds.reduce(0) { $0 | bit(of: $1) } }

    static func kinds(in bits: Int) -> Set<ReportKind> {
        bits == 0 ? [] : Set(ReportKind.allCases.filter { bits & bit(of: $0) != 0 })
    }

    /// - Returns: how many participants changed.
    func set(_ isVanished: Bool, for contacts: [ContactID]) throws -> Int {
        guard !contacts.isEmpty else { return 0 }
        var changed = 0
        let bit = Self.bit(of: kind)
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
            changed += 1
            try journal.execute(arguments: [run, change.rawValue, campaign, contact, kind.rawValue])
        }
        return changed
    }
}
