import Engagement
import EngagementStore

/// The columns of a row by position, for rows that are read by the million. Numbers are read strictly: SQLite keeps a text in a
/// column of numbers.
protocol PositionalColumns {
    /// A whole number; nil for NULL.
    /// - Parameter column: its name, for the error.
    func number<Number: FixedWidthInteger>(_ index: Int, _ column: @autoclosure () -> String) throws -> Number?

    /// Nil for NULL.
    func text(_ index: Int) -> String?
}

extension PositionalColumns {
    /// A text that is never NULL.
    func text(_ index: Int, _ column: @autoclosure () -> String) throws -> String {
        guard let text = text(index) else { throw UnreadableValue(field: column(), value: "NULL") }
        return text
    }

    /// ``Columns/record``; nil where there is none.
    func record(from index: Int) throws -> StoredRecord? {
        guard let run: RunNumber = try number(index + 4, Columns.record[4]) else { return nil }
        let updated: Int64? = try number(index + 3, Columns.record[3])
        return StoredRecord(
            emailAddress: text(index), status: text(index + 1), fields: text(index + 2),
            lastUpdatedAt: updated.map(Timestamp.init(seconds:)), run: run)
    }

    /// ``Columns/keyedRecord``; nil where there is none.
    func keyedRecord(from index: Int) throws -> StoredRecord? {
        guard var record = try record(from: index) else { return nil }
        let first = index + Columns.record.count
        func number<Number: FixedWidthInteger>(_ offset: Int) throws -> Number? {
            try self.number(first + offset, Columns.recordKey[offset])
        }
        guard let generation: RunNumber = try number(0), let run: RunNumber = try number(2) else {
            throw UnreadableValue(field: "generation or seen_run", value: "NULL")
        }
        let stamp: Int64? = try number(1)
        record.key = RecordKey(generation: generation, stamp: stamp.map(Timestamp.init(seconds:)), run: run)
        return record
    }

    /// ``Columns/record``; nil where there is none.
    func attributes(from index: Int) throws -> Attributes? { try record(from: index)?.attributes }

    /// ``Columns/participant``.
    func participant(_ id: ContactID, from index: Int) throws -> Participant {
        var participant = Participant(contactID: id, firstReported: FirstReported())
        for kind in ReportKind.allCases {
            guard let run: RunNumber = try number(index + kind.index, Columns.first(kind)) else { continue }
            participant.firstReported[kind] = run
            let time: Int64? = try number(index + Columns.firstRuns.count + kind.index, Columns.time(kind))
            participant.occurredAt[kind] = time.map(Timestamp.init(seconds:))
        }
        return participant
    }

    /// ``Columns/firstRuns``.
    func firstReported(from index: Int) throws -> FirstReported {
        var reported = FirstReported()
        for kind in ReportKind.allCases { reported[kind] = try number(index + kind.index, Columns.first(kind)) }
        return reported
    }

    /// Adds to an error where the value is that can't be read.
    func reading<Value>(_ place: @autoclosure () -> String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch var error as UnreadableValue where error.place == nil {
            error.place = place()
            throw error
        }
    }
}
