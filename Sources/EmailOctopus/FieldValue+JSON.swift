import Engagement

extension FieldValue {
    /// The value with the type in which it comes: v1.6 sends strings, v2 typed values. An object, which no version documents,
    /// is kept as its JSON text.
    init(json: JSONValue) {
        switch json.kind {
        case .null: self = .null
        case .yes: self = .boolean(true)
        case .no: self = .boolean(false)
        case .number:
            let spelling = json.spelling
            self = Int64(spelling).map(FieldValue.integer) ?? Double(spelling).map(FieldValue.number) ?? .text(spelling)
        case .string, .escapedString: self = .text(json.string ?? "")
        case .array: self = .list(json.elements.map { $0.string ?? $0.spelling })
        case .object: self = .text(json.spelling)
        }
    }
}
