/// A result that is read in parts. The connection holds its C side; releasing this object closes the server's cursor.
final class MongoCursor: Sendable {
    private let connection: MongoConnection
    private let number: Int

    init(connection: MongoConnection, number: Int) {
        self.connection = connection
        self.number = number
    }

    deinit {
        // On the connection's queue, as closing sends a message to the server.
        Task { [connection, number] in await connection.closeCursor(number) }
    }

    /// The next documents, at most `count`; none at the end.
    func next(_ count: Int) async throws -> [BSONDocument] { try await connection.readCursor(number, count) }
}
