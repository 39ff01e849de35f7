import Engagement

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

    /// What we write comes back as it was; what another hand wrote comes as near to it as it can.
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
        // Equal tags are equal bytes here, so the order of strings is as good as that of bytes, and faster.
        for (tag, value) in fields.sorted(by: { $0.key < $1.key }) { writer.append(FieldKey.encode(tag), BSONValue(value)) }
        self = writer.finish()
    }

    /// Reads ``init(_:)-(fields)`` back.
    var fields: [FieldTag: FieldValue] {
        Dictionary(map { (FieldKey.decode($0.key), $0.value.fieldValue) }, uniquingKeysWith: { $1 })
    }

    init(_ reported: FirstReported) {
        var writer = BSONWriter(capacity: 128)
        for kind in ReportKind.allCases { writer.append(kind.rawValue, ifPresent: reported[kind].map(BSONValue.int32)) }
        self = writer.finish()
    }

    var firstReported: FirstReported {
        var result = FirstReported()
        for (key, value) in self { if let kind = ReportKind(rawValue: key) { result[kind] = value.run } }
        return result
    }

    init(_ times: OccurredAt) {
        var writer = BSONWriter(capacity: 128)
        for kind in ReportKind.allCases { writer.append(kind.rawValue, ifPresent: times[kind].map { BSONValue($0) }) }
        self = writer.finish()
    }

    var occurredAt: OccurredAt {
        var result = OccurredAt()
        for (key, value) in self { if let kind = ReportKind(rawValue: key) { result[kind] = value.timestamp } }
        return result
    }

    init(_ flags: EngagementFlags) {
        var writer = BSONWriter(capacity: 80)
        for kind in ReportKind.engagement { writer.append(kind.rawValue, .boolean(flags[kind])) }
        self = writer.finish()
    }
}
