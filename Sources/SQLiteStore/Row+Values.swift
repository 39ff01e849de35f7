import Engagement
import EngagementStore
import Foundation
import GRDB

/// Reads columns strictly: SQLite keeps a text in a column of numbers, and GRDB would take it for 0 or stop the program.
extension Row {
    /// The value of a column; an optional type allows NULL.
    func value<Value: DatabaseValueConvertible>(_ column: String, _: Value.Type = Value.self) throws -> Value {
        let stored: DatabaseValue = self[column]
        guard let value = Value.fromDatabaseValue(stored) else { throw UnreadableValue(field: column, value: stored.text) }
        return value
    }

    /// A word of those that a type knows.
    func value<Value: RawRepresentable>(_ column: String, _: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        let text: String = try value(column)
        guard let value = Value(rawValue: text) else { throw UnreadableValue(field: column, value: text) }
        return value
    }

    func time(_ column: String) throws -> Timestamp { Timestamp(seconds: try value(column)) }

    func optionalTime(_ column: String) throws -> Timestamp? { (try value(column) as Int64?).map(Timestamp.init(seconds:)) }

    func json<Value: Decodable>(_ column: String, _: Value.Type = Value.self) throws -> Value {
        let text: String = try value(column)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw UnreadableValue(field: column, value: text)
        }
    }

    func optionalJSON<Value: Decodable>(_ column: String, _: Value.Type = Value.self) throws -> Value? {
        try value(column) as String? == nil ? nil : try json(column)
    }

    /// ``Columns/record`` of the journal, wherever its columns are in the row; nil where there is none.
    func attributes() throws -> Attributes? {
        guard let run = try value("attributes_run", RunNumber?.self) else { return nil }
        return try StoredRecord(
            emailAddress: try value("email_address"), status: try value("status"), fields: try value("fields"),
            lastUpdatedAt: try optionalTime("last_updated_at"), run: run
        ).attributes
    }

    /// By report: the numbers of a JSON object whose members are named after reports.
    func numbersByReport(_ column: String) throws -> [ReportKind: Int64] {
        var numbers: [ReportKind: Int64] = [:]
        for (word, number) in try json(column, [String: Int64].self) {
            guard let kind = ReportKind(rawValue: word) else { throw UnreadableValue(field: column, value: word) }
            numbers[kind] = number
        }
        return numbers
    }

    /// Decodes the row, and adds its table and key to the error if it can't be read.
    func decoded<Value>(
        in table: String, by keys: @autoclosure () -> [String], using decode: (Row) throws -> Value
    ) throws -> Value {
        try reading("\(table) (\(keys().map { "\($0) \((self[$0] as DatabaseValue).text)" }.joined(separator: ", ")))") {
            try decode(self)
        }
    }
}

extension Row: PositionalColumns {
    func number<Number: FixedWidthInteger>(_ index: Int, _ column: @autoclosure () -> String) throws -> Number? {
        let stored: DatabaseValue = self[index]
        switch stored.storage {
        case .null: return nil
        case .int64(let value):
            if let number = Number(exactly: value) { return number }
        default: break
        }
        throw UnreadableValue(field: column(), value: stored.text)
    }

    func text(_ index: Int) -> String? { self[index] }
}

extension DatabaseValue {
    /// As a person reads it.
    fileprivate var text: String {
        switch storage {
        case .null: "NULL"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text
        case .blob(let data): UnreadableValue.bytes(data.count)
        }
    }
}
