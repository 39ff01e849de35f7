import Engagement

extension FieldValue {
    /// The value with the type in which it comes: v1.6 sends strings, v2 typed values. An object, which no version documents,
    /// is kept as its JSON text, and so is a number that no type of ours holds. Nil for a value that is too large to be kept.
    init?(json: JSONValue) {
        guard !json.isOversized else { return nil }
        switch json.kind {
        case .null: self = .null
        case .yes: self = .boolean(true)
        case .no: self = .boolean(false)
        case .number:
            let spelling = json.spelling
            self = Int64(spelling).map(FieldValue.integer) ?? Self.finite(spelling) ?? .text(spelling)
        case .string, .escapedString: self = .text(json.string ?? "")
        case .array: self = .list(json.elements.map { $0.string ?? $0.spelling })
        case .object: self = .text(json.spelling)
        }
    }

    private static func finite(_ spelling: String) -> FieldValue? {
        Double(spelling).flatMap { $0.isFinite ? .number($0) : nil }
    }
}
