import EngagementStore
import GRDB
import GRDBSQLite

/// The row that a statement stands on, read by SQLite's own functions: GRDB boxes each value. Valid until the next step.
struct StatementRow: PositionalColumns {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    /// What is made of each row that a statement gives.
    static func all<Value>(
        of statement: Statement, _ arguments: StatementArguments, _ value: (StatementRow) throws -> Value
    ) throws -> [Value] {
        let cursor = try Row.fetchCursor(statement, arguments: arguments)
        var values: [Value] = []
        while try cursor.next() != nil { values.append(try value(StatementRow(statement))) }
        return values
    }

    private var handle: SQLiteStatement { unsafe statement.sqliteStatement }

    func number<Number: FixedWidthInteger>(_ index: Int, _ column: @autoclosure () -> String) throws -> Number? {
        switch unsafe sqlite3_column_type(handle, CInt(index)) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER:
            if let number = Number(exactly: unsafe sqlite3_column_int64(handle, CInt(index))) { return number }
        default: break
        }
        throw UnreadableValue(field: column(), value: shown(index))
    }

    func text(_ index: Int) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, CInt(index)) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, CInt(index)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A value as a person reads it.
    private func shown(_ index: Int) -> String {
        switch unsafe sqlite3_column_type(handle, CInt(index)) {
        case SQLITE_BLOB: UnreadableValue.bytes(Int(unsafe sqlite3_column_bytes(handle, CInt(index))))
        default: text(index) ?? "NULL"
        }
    }
}
