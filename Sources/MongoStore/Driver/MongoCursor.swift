import Synchronization

/// The results of a pipeline, in order of `_id`, read in parts. The connection holds its C side; releasing this object closes the
/// server's cursor. If the node that has it goes away, another one computes what is left.
final class MongoCursor: Sendable {
    private struct State {
        var number: Int?
        /// The `_id` of the last document that was read.
        var last: BSONValue?
    }

    private let connection: MongoConnection
    private let collection: Collection
    private let pipeline: [BSONValue]
    private let state = Mutex(State())

    init(connection: MongoConnection, collection: Collection, pipeline: [BSONValue]) {
        self.connection = connection
        self.collection = collection
        self.pipeline = pipeline
    }

    deinit {
        guard let number = state.withLock({ $0.number }) else { return }
        // On the connection's queue, as closing sends a message to the server.
        Task { [connection] in await connection.closeCursor(number) }
    }

    /// Opens the server's cursor behind the last document that was read.
    @discardableResult
    func open() async throws -> Int {
        let old = state.withLock { $0 }
        if let number = old.number { await connection.closeCursor(number) }
        let number = try await connection.openCursor(collection, pipeline, behind: old.last)
        state.withLock { $0.number = number }
        return number
    }

    /// The next documents, at most `count`; none at the end.
    func next(_ count: Int) async throws -> [BSONDocument] {
        guard let number = state.withLock({ $0.number }) else { return [] }
        let documents = try await connection.readCursor(number, count, reopening: { try await self.open() })
        if let last = documents.last?["_id"] { state.withLock { $0.last = last } }
        return documents
    }
}
