import EngagementStore

/// Reading documents as values. One that can't be read is an error with its collection and key, never a row that is left out.
extension MongoConnection {
    /// - Parameter decode: returns nil for a document that is not octo-site's, and throws ``UnreadableValue`` for one that
    ///   is and can't be read.
    nonisolated func find<Value: Sendable>(
        _ collection: Collection, _ filter: BSONDocument, _ options: FindOptions = FindOptions(),
        decoding decode: @Sendable (BSONDocument) throws(UnreadableValue) -> Value?
    ) async throws -> [Value] {
        try await find(collection, filter, options).compactMap { try self.decode($0, in: collection, decode) }
    }

    nonisolated func decode<Value>(
        _ document: BSONDocument, in collection: Collection, _ decode: (BSONDocument) throws(UnreadableValue) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try decode(document)
        } catch {
            throw unreadable(error, in: collection, key: document["_id"])
        }
    }

    /// - Parameter key: nil for a group of documents.
    nonisolated func unreadable(_ value: UnreadableValue, in collection: Collection, key: BSONValue?) -> StoreError {
        var value = value
        let key = key.map { " (_id \($0.text))" } ?? ""
        value.place = value.place ?? "\(collection.rawValue)\(key)"
        return .unreadable(value, store: address.name)
    }
}
