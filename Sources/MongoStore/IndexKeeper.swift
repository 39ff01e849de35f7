/// Makes the few indexes, once for each process and collection, when the first write needs them: each index on participants
/// makes a first sync, which needs none, a third slower.
actor IndexKeeper {
    private var ensured: Set<Collection> = []

    func ensure(_ collection: Collection, on connection: MongoConnection) async throws {
        guard !ensured.contains(collection) else { return }
        let indexes = Self.indexes(of: collection)
        guard !indexes.isEmpty else { return }
        _ = try await connection.writeCommand([
            "createIndexes": .string(collection.rawValue), "indexes": .array(indexes),
        ])
        ensured.insert(collection)
    }

    private static func indexes(of collection: Collection) -> [BSONValue] {
        switch collection {
        // Finds the participants with a copy of a contact's record.
        case .participants: [["key": ["contact_id": 1], "name": "octo_contact_id"]]
        case .journal:
            [
                ["key": ["contact_id": 1], "name": "octo_contact_id", "sparse": true],
                ["key": ["run": 1], "name": "octo_run"],
            ]
        default: []
        }
    }
}
