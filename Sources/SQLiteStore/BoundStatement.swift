import GRDB
import GRDBSQLite

/// A cached statement that is bound and stepped by SQLite's own functions, for the few that run once a row. GRDB boxes, checks
/// and copies the arguments of each execution.
struct BoundStatement {
    private let statement: Statement
    private let db: Database

    init(_ sql: String, _ db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
        self.db = db
    }

    private var handle: SQLiteStatement { unsafe statement.sqliteStatement }

    /// - Parameter index: counted from 1.
    func bind(_ value: Int64?, at index: Int) throws {
        let code =
            if let value {
                unsafe sqlite3_bind_int64(handle, CInt(index), value)
            } else {
                unsafe sqlite3_bind_null(handle, CInt(index))
            }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs the statement once, to its first row.
    /// - Parameters:
    ///   - text: the value of the parameter at an index, which SQLite reads where it is.
    ///   - row: reads the row; not called if there is none.
    func run<Value>(_ text: String, at index: Int, row: (StatementRow) throws -> Value) throws -> Value? {
        var text = text
        return try text.withUTF8 { bytes -> Value? in
            defer {
                // The text is gone after this. What a reset returns is what the step has returned.
                unsafe sqlite3_reset(handle)
                unsafe sqlite3_bind_null(handle, CInt(index))
            }
            let code = unsafe bytes.withMemoryRebound(to: CChar.self) {
                unsafe sqlite3_bind_text(handle, CInt(index), $0.baseAddress, CInt($0.count), nil)
            }
            guard code == SQLITE_OK else { throw failure(code) }
            switch unsafe sqlite3_step(handle) {
            case SQLITE_ROW: return try row(StatementRow(statement))
            case SQLITE_DONE: return nil
            case let code: throw failure(code)
            }
        }
    }

    /// Runs a statement that gives no rows.
    func run(_ text: String, at index: Int) throws { _ = try run(text, at: index) { _ in } }

    private func failure(_ code: CInt) -> any Error {
        // Only a task that was cancelled interrupts the connection.
        if code == SQLITE_INTERRUPT { return CancellationError() }
        return DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: unsafe String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: statement.sql)
    }
}
