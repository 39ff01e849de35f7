import GRDB
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("The description of the schema")
struct SchemaDocumentTests {
    @Test("docs/store.md names every table and column, and no other")
    func isComplete() async throws {
        let described = try StoreDocument().tables(in: "SQLite")
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            await (try SQLiteStore.open(path: path)).close()
            let tables = try await DatabaseQueue(path: path).read { db in
                let names = try String.fetchAll(
                    db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
                return try names.reduce(into: [String: Set<String>]()) { tables, name in
                    tables[name] = try String.fetchSet(db, sql: "SELECT name FROM pragma_table_xinfo(?)", arguments: [name])
                }
            }
            #expect(Set(tables.keys) == Set(described.keys))
            for (name, columns) in tables { #expect(columns == described[name], "\(name)") }
        }
    }
}
