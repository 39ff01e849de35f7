/// The custom fields of one contact. Tags that look the same are the same: they are kept as ``normalizedText(_:)`` gives them.
extension [FieldTag: FieldValue] {
    /// Adds a value. Where the tag has one already, the value that is not blank stays, otherwise the greater one (canonical JSON,
    /// by bytes): so the order in which they come does not matter.
    package mutating func add(_ value: FieldValue, tag: FieldTag) {
        let tag = normalizedText(tag)
        guard let other = updateValue(value, forKey: tag) else { return }
        let keepsOther =
            value.isBlank == other.isBlank ? utf8Less(value.canonicalJSON, other.canonicalJSON) : value.isBlank
        if keepsOther { self[tag] = other }
    }
}

extension FieldValue {
    /// True if a cell with it would show nothing.
    package var isBlank: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .null: true
        default: false
        }
    }

    fileprivate var canonicalJSON: String {
        var output = ""
        CanonicalJSON.append(self, to: &output)
        return output
    }
}
