/// A field tag as it is compared without regard to case: `City`, `CITY` and `city` are one.
package func foldedTag(_ tag: FieldTag) -> FieldTag { normalizedText(normalizedText(tag).lowercased()) }

/// Finds field tags that differ only in case and of which one record has two different values: they can't be one column.
///
/// A value that is blank differs from none. Where all tags that were read differ in more than case, a record costs one look-up
/// a tag.
package struct ConflictingTags: Sendable {
    /// What was found: tags as ``foldedTag(_:)`` gives them.
    package private(set) var found: Set<FieldTag> = []
    private var folded: [FieldTag: FieldTag] = [:]
    /// Folded tags of which several spellings were read.
    private var shared: Set<FieldTag> = []

    package init() {}

    package mutating func read(_ fields: [FieldTag: FieldValue]) {
        for tag in fields.keys where folded[tag] == nil {
            let key = foldedTag(tag)
            if folded.values.contains(key) { shared.insert(key) }
            folded[tag] = key
        }
        guard !shared.isEmpty else { return }
        var values: [FieldTag: FieldValue] = [:]
        for (tag, value) in fields where !value.isBlank {
            guard let key = folded[tag], shared.contains(key) else { continue }
            if let other = values.updateValue(value, forKey: key), other != value { found.insert(key) }
        }
    }
}
