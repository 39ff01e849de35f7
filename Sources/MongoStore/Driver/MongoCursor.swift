/// A result that is read bit by bit. Its C side lives in the connection; this is the key to it, and losing the key lets
/// go of the server's cursor.
final class MongoCursor: Sendable {
    private let connection: MongoConnection
    private let number: Int

    init(connection: MongoConnection, number: Int) {
        self.connection = connection
        self.number = number
    }

    deinit {
        // On the connection's queue, as it sends a message to the server.
        Task { [connection, number] in await connection.closeCursor(number) }
    }

    /// The next documents, at most so many; none at the end.
    func next(_ count: Int) async throws -> [BSONDocument] { try await connection.readCursor(number, count) }
}
