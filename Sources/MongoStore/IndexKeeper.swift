/// Makes the few indexes, once for each process and collection, when the first write needs them: each index on participants
/// makes a first sync, which needs none, a third slower.
actor IndexKeeper {
    private var ensured: Set<Collection> = []
    /// Milliseconds; less than a client waits for an answer.
    private static let limit: Int64 = 240_000

    func ensure(_ collection: Collection, on connection: MongoConnection) async throws {
        guard !ensured.contains(collection) else { return }
        let indexes = Self.indexes(of: collection)
        guard !indexes.isEmpty else { return }
        var command: BSONDocument = ["createIndexes": .string(collection.rawValue), "indexes": .array(indexes)]
        // By default every node that may vote must take part, and one that is gone for good would be waited for without an end.
        if try await hasNodes(connection) { command.append("commitQuorum", "majority") }
        command.append("maxTimeMS", .int64(Self.limit))
        _ = try await connection.writeCommand(command)
        ensured.insert(collection)
    }

    /// True for a replica set and for a cluster; a server of its own refuses a quorum.
    private func hasNodes(_ connection: MongoConnection) async throws -> Bool {
        let hello = try await connection.command(["hello": 1])
        return hello["setName"]?.string != nil || hello["msg"]?.string == "isdbgrid"
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
