import Engagement
import EngagementStore

extension BSONValue {
    init(_ time: Timestamp) { self = .date(milliseconds: time.seconds * 1_000) }

    /// A date, or an ISO 8601 text, as the old scripts may have stored it.
    var timestamp: Timestamp? {
        switch self {
        case .date(let milliseconds): Timestamp(seconds: (milliseconds < 0 ? milliseconds - 999 : milliseconds) / 1_000)
        case .string(let text): Timestamp(text)
        default: nil
        }
    }

    /// ``timestamp`` where it is a date; the old scripts may have stored a zero.
    var date: Timestamp? { timestamp?.orNilBefore2000 }

    var int: Int? { integer.flatMap(Int.init(exactly:)) }
    var run: RunNumber? { integer.flatMap(RunNumber.init(exactly:)) }

    init(_ number: Int) { self = .int64(Int64(number)) }

    init(_ value: FieldValue) {
        self =
            switch value {
            case .text(let text): .string(text)
            case .integer(let number): .int64(number)
            case .number(let number): .double(number)
            case .boolean(let flag): .boolean(flag)
            case .list(let items): .array(items.map(BSONValue.string))
            case .null: .null
            }
    }

    /// Values that octo-site writes come back as they were; others are converted as well as possible.
    var fieldValue: FieldValue {
        switch self {
        case .string(let text): .text(text)
        case .int32(let number): .integer(Int64(number))
        case .int64(let number): .integer(number)
        case .double(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .array(let items): .list(items.map(\.fieldValue.text))
        case .date: timestamp.map { .text($0.iso8601) } ?? .null
        default: .null
        }
    }
}

extension BSONDocument {
    /// The fields of a contact, in one order, so that equal fields are equal bytes.
    init(_ fields: [FieldTag: FieldValue]) {
        var writer = BSONWriter(capacity: fields.count * 32)
        // Equal tags are equal bytes here, so the order of strings serves as well as that of bytes, and is faster.
        for (tag, value) in fields.sorted(by: { $0.key < $1.key }) { writer.append(FieldKey.encode(tag), BSONValue(value)) }
        self = writer.finish()
    }

    /// Reads ``init(_:)-(fields)`` back.
    var fields: [FieldTag: FieldValue] {
        reduce(into: [:]) { $0.add($1.value.fieldValue, tag: FieldKey.decode($1.key)) }
    }

    /// Throws if a field has a value of a kind that octo-site never writes.
    func checkFields() throws(UnreadableValue) {
        var iterator = makeIterator()
        while iterator.advance() {
            switch iterator.type {
            // Double, string, Boolean, null, 32 and 64 bits: by their types, as making each value would be slow.
            case 0x01, 0x02, 0x08, 0x0A, 0x10, 0x12: continue
            case 0x04 where iterator.value.array?.allSatisfy { $0.string != nil } == true: continue
            default: throw UnreadableValue(field: "fields.\(iterator.key)", value: iterator.value.text)
            }
        }
    }

    init(_ reported: FirstReported) {
        var writer = BSONWriter(capacity: 128)
        for kind in ReportKind.allCases { writer.append(kind.rawValue, ifPresent: reported[kind].map(BSONValue.int32)) }
        self = writer.finish()
    }

    /// Reads a member that has numbers named after reports.
    func countsByReport(_ key: String) throws(UnreadableValue) -> [ReportKind: Int] {
        var result: [ReportKind: Int] = [:]
        try (self[key] ?? .null).eachReport(key) { kind, value in
            result[kind] = value.int
            return value.int != nil
        }
        return result
    }

    init(_ times: OccurredAt) {
        var writer = BSONWriter(capacity: 128)
        for kind in ReportKind.allCases { writer.append(kind.rawValue, ifPresent: times[kind].map { BSONValue($0) }) }
        self = writer.finish()
    }

    init(_ flags: EngagementFlags) {
        var writer = BSONWriter(capacity: 80)
        for kind in ReportKind.engagement { writer.append(kind.rawValue, .boolean(flags[kind])) }
        self = writer.finish()
    }
}

extension BSONValue {
    /// Reads `first_reported`.
    func firstReported() throws(UnreadableValue) -> FirstReported {
        var result = FirstReported()
        try eachReport("first_reported") { kind, value in
            guard let run = value.run else { return false }
            result[kind] = run
            return true
        }
        return result
    }

    /// Reads `occurred_at`.
    func occurredAt(_ key: String = "occurred_at") throws(UnreadableValue) -> OccurredAt {
        var result = OccurredAt()
        try eachReport(key) { kind, value in
            guard let time = value.timestamp else { return false }
            result[kind] = time
            return true
        }
        return result
    }

    /// Reads a document whose members are named after reports.
    /// - Parameter read: returns false for a value that can't be read.
    func eachReport(_ key: String, _ read: (ReportKind, BSONValue) -> Bool) throws(UnreadableValue) {
        guard let document else { throw UnreadableValue(field: key, value: text) }
        for (word, value) in document {
            guard let kind = ReportKind(rawValue: word), read(kind, value) else {
                throw UnreadableValue(field: "\(key).\(word)", value: value.text)
            }
        }
    }
}
