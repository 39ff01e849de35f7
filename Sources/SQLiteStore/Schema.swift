import EngagementStore
import GRDB

/// The tables, version by version. SQLite's own `user_version` holds a store's version, and `application_id` says that it is
/// a store of octo-site.
enum Schema {
    /// "octo" in ASCII; `file(1)` and similar programs recognise a database by it.
    static let applicationID: Int32 = 0x6f63_746f

    static var version: Int { steps.count }

    /// The step at index *n* takes a store of version *n* to version *n* + 1. Steps are never changed once released,
    /// only added.
    private static let steps: [@Sendable (Database) throws -> Void] = [
        { try $0.execute(sql: first) },
        // From here on a run's state may be `imported`, which version 1 can't read. No table changes.
        { _ in },
        { db in
            try db.execute(sql: second + views)
            // The normal forms raise it.
            try addParticipantsChange(db)
            try NormalForms(db: db).perform()
        },
        { try $0.execute(sql: third) },
        addParticipantsChange,
    ]

    /// Brings a store up to this version, each step in a transaction of its own, so that a killed upgrade continues where it
    /// was.
    /// - Throws: ``StoreError/Code/tooNew``, or ``StoreError/Code/unreachable`` for somebody else's database.
    static func upgrade(_ db: Database, of store: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard try owner == applicationID || (owner == 0 && found == 0 && isEmpty(db)) else {
            throw StoreError(
                .unreachable, store: store,
                "\(store) is an SQLite database, but not one of octo-site's; name another file with --store.")
        }
        guard found <= version else {
            throw StoreError.tooNew(store: store, found: found, known: version)
        }
        for step in found..<version {
            try db.inTransaction(.immediate) {
                try steps[step](db)
                try db.execute(sql: "PRAGMA user_version = \(step + 1); PRAGMA application_id = \(applicationID)")
                return .commit
            }
        }
    }

    /// Makes the index that finds the participations of a contact. It is made when the first run ends: while the first rows of
    /// a large account are inserted, keeping it up to date would cost more than everything else, as each batch touches most
    /// of its pages.
    static func indexParticipants(_ db: Database) throws {
        try db.execute(
            sql: "CREATE INDEX IF NOT EXISTS participant_contact ON participant (contact_id, campaign)")
    }

    static func hasParticipantIndex(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'participant_contact')")) ?? false
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") ?? true
    }
}
