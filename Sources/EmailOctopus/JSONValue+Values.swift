import Engagement

extension JSONValue {
    /// A text; nil for an empty one, which is no address.
    var address: String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// A time in ISO 8601; nil for anything else.
    var timestamp: Timestamp? { kind == .string ? Timestamp(ascii: bytes) : string.flatMap { Timestamp($0) } }

    /// A number, or an object's `unique`, or else its `total`.
    var count: Int? { int ?? self["unique"]?.int ?? self["total"]?.int }
}
