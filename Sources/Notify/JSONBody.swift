import FoundationEssentials

/// Values of our own as JSON, the same text for the same value.
enum JSONBody {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            // Texts, whole numbers and nulls only, which JSON has.
            preconditionFailure("\(error)")
        }
    }
}
