import EngagementStore

/// Reads members strictly: what isn't as octo-site writes it is an error that names it.
extension BSONDocument {
    /// A member that must be there.
    func required<Value>(_ key: String, _ read: (BSONValue) -> Value?) throws(UnreadableValue) -> Value {
        let stored = self[key]
        guard let value = stored.flatMap(read) else { throw UnreadableValue(field: key, value: stored.text) }
        return value
    }

    /// A member that may be absent or null.
    func optional<Value>(_ key: String, _ read: (BSONValue) -> Value?) throws(UnreadableValue) -> Value? {
        guard let stored = self[key], stored != .null else { return nil }
        guard let value = read(stored) else { throw UnreadableValue(field: key, value: stored.text) }
        return value
    }

    /// A word of those that a type knows.
    func word<Word: RawRepresentable>(_ key: String, _: Word.Type = Word.self) throws(UnreadableValue) -> Word
    where Word.RawValue == String {
        try required(key) { $0.string.flatMap(Word.init) }
    }

    /// A member that must be there and may be a document of its own.
    func required<Value>(
        _ key: String, document read: (BSONDocument) throws(UnreadableValue) -> Value
    ) throws(UnreadableValue) -> Value {
        try read(required(key, \.document))
    }

    /// A list of texts.
    func strings(_ key: String) throws(UnreadableValue) -> [String] {
        try required(key) { list in
            let texts = list.array?.compactMap(\.string)
            return texts?.count == list.array?.count ? texts : nil
        }
    }

    /// A list of documents.
    func documents(_ key: String) throws(UnreadableValue) -> [BSONDocument] {
        try required(key) { list in
            let documents = list.array?.compactMap(\.document)
            return documents?.count == list.array?.count ? documents : nil
        }
    }
}

extension BSONValue? {
    fileprivate var text: String { self?.text ?? "nothing" }
}
