import Engagement
import EngagementStore
import Foundation
import GRDB

/// A word or a text in the store that this version can't read.
struct UnreadableValue: Error, CustomStringConvertible {
    var what: String
    var text: String

    var description: String { "it holds “\(text)” as \(what), which can't be read." }
}

extension Row {
    func time(_ index: Int) -> Timestamp? { (self[index] as Int64?).map(Timestamp.init(seconds:)) }

    func time(_ column: String) -> Timestamp? { (self[column] as Int64?).map(Timestamp.init(seconds:)) }

    func value<Value: RawRepresentable>(_ column: String, _: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        let text: String = self[column]
        guard let value = Value(rawValue: text) else { throw UnreadableValue(what: column, text: text) }
        return value
    }

    func json<Value: Decodable>(_ column: String, _: Value.Type = Value.self) throws -> Value? {
        guard let text = self[column] as String? else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw UnreadableValue(what: column, text: text)
        }
    }

    /// A record in five columns from `index` on: address, status, fields, when updated, run. Nil where there is none.
    func attributes(from index: Int) throws -> Attributes? {
        guard let run = self[index + 4] as RunNumber? else { return nil }
        let fields = self[index + 2] as String?
        return Attributes(
            emailAddress: self[index], status: self[index + 1],
            fields: try fields.map { try CanonicalJSON.fields(from: $0) },
            lastUpdatedAt: time(index + 3), run: run)
    }

    /// Six columns of numbers of runs, then six of times.
    func participant(_ id: ContactID, from index: Int) -> Participant {
        var participant = Participant(contactID: id, firstReported: FirstReported())
        for kind in ReportKind.allCases {
            guard let run = self[index + kind.index] as RunNumber? else { continue }
            participant.firstReported[kind] = run
            participant.occurredAt[kind] = time(index + 6 + kind.index)
        }
        return participant
    }
}

extension Columns {
    /// The record of a contact, in the order of ``GRDB/Row/attributes(from:)``.
    static func attributes(of table: String) -> String {
        ["email_address", "status", "fields", "last_updated_at", "attributes_run"].map { "\(table).\($0)" }
            .joined(separator: ", ")
    }

    /// In the order of ``GRDB/Row/participant(_:from:)``.
    static func participant(of table: String) -> String {
        (ReportKind.allCases.map(first) + ReportKind.allCases.map(time)).map { "\(table).\($0)" }.joined(
            separator: ", ")
    }
}

/// Names of columns.
enum Columns {
    static func first(_ kind: ReportKind) -> String { "first_\(kind.rawValue)" }
    static func time(_ kind: ReportKind) -> String { "\(kind.rawValue)_at" }
}

/// JSON with sorted keys: the same value is the same text.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
