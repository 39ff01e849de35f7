import CMongoC
import EngagementStore
import Synchronization

/// One connection to the database. Calls of libmongoc block until the server has answered, so they run on a queue of their own.
/// None of the isolated methods awaits anything, so no other call can run between two calls of libmongoc. The methods for others
/// are not isolated: they repeat a call when a node has gone away, and leave it behind when the command is to end.
actor MongoConnection {
    private nonisolated let executor = QueueExecutor(label: "octo-site.mongo")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    nonisolated let address: MongoAddress
    private var cursors: [Int: CursorHandle] = [:]
    private var cursorCount = 0
    /// Nil once the connection is closed.
    private var client: MongoClient?
    /// For calls that take as long as there is much data: made when the first one comes.
    private var patientClient: MongoClient?
    private nonisolated let gate: CallGate
    /// Nil for a connection that is not of a store.
    private nonisolated let marks: ChangeMarks?
    private nonisolated let isAbandoned = Mutex(false)

    /// - Parameters:
    ///   - gate: shared by the connections of a store.
    ///   - marks: the same.
    init(_ address: MongoAddress, gate: CallGate? = nil, marks: ChangeMarks? = nil) throws {
        self.address = address
        self.marks = marks
        self.gate = gate ?? CallGate(patience: address.patience)
        client = try address.makeClient(.ordinary)
    }

    /// True if a call has not returned and was left behind: then nothing can be asked any more.
    nonisolated var isLost: Bool { isAbandoned.withLock { $0 } }

    /// Closes the sockets and all open cursors. One that is lost is closed by the end of the process.
    nonisolated func close() async {
        if !isLost { await closeClients() }
    }

    private func closeClients() {
        cursors = [:]
        client = nil
        patientClient = nil
    }

    private func open() throws -> MongoClient {
        guard let client else {
            throw StoreError(.failed, store: address.name, "\(address.name) was closed, and then used again.")
        }
        return client
    }

    private func openPatient() throws -> MongoClient {
        _ = try open()
        if let patientClient { return patientClient }
        let client = try address.makeClient(.long)
        patientClient = client
        return client
    }

    private nonisolated func repeating<Result: Sendable>(
        _ call: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard !isLost else {
            throw StoreError(.unreachable, store: address.name, "\(address.name) does not answer.")
        }
        return try await gate.repeating(onAbandon: { self.isAbandoned.withLock { $0 = true } }, call)
    }

    // MARK: - Commands

    /// Runs a command of the database that only reads, and returns its reply.
    nonisolated func command(_ command: BSONDocument) async throws -> BSONDocument {
        try await repeating { try await self.runCommand(command) }
    }

    /// Runs a command of the database that writes, with the client's write concern.
    nonisolated func writeCommand(_ command: BSONDocument) async throws -> BSONDocument {
        try await repeating { try await self.runWriteCommand(command) }
    }

    private func runCommand(_ command: BSONDocument) throws -> BSONDocument {
        let client = try open()
        var error = bson_error_t()
        let (succeeded, reply) = unsafe withBSON(command) { command in
            unsafe withReply { reply in
                unsafe mongoc_client_command_with_opts(
                    client.pointer, address.database, command, nil, nil, reply, &error)
            }
        }
        guard succeeded else { throw DriverFailure(error, at: address) }
        return reply
    }

    private func runWriteCommand(_ command: BSONDocument) throws -> BSONDocument {
        let client = try openPatient()
        var error = bson_error_t()
        let (succeeded, reply) = unsafe withBSON(command) { command in
            unsafe withReply { reply in
                unsafe mongoc_client_write_command_with_opts(
                    client.pointer, address.database, command, nil, reply, &error)
            }
        }
        guard succeeded else { throw DriverFailure(error, at: address) }
        return reply
    }

    // MARK: - Reading

    /// How many documents a server answers with at a time: its first answer would have 101, and a page take two. One more than the ids
    /// that a query names, so that the server knows that there are no more.
    static let batchSize = MongoStore.pageSize + 1

    /// Which members, in which order, how many documents.
    struct FindOptions: Sendable {
        var projection: BSONDocument?
        var sort: BSONDocument?
        var limit: Int?
        var hint: BSONDocument?

        var document: BSONDocument {
            var options = BSONDocument()
            options.append("projection", ifPresent: projection.map(BSONValue.document))
            options.append("sort", ifPresent: sort.map(BSONValue.document))
            options.append("limit", ifPresent: limit.map { .int64(Int64($0)) })
            options.append("batchSize", .int64(Int64(limit ?? MongoConnection.batchSize)))
            options.append("hint", ifPresent: hint.map(BSONValue.document))
            return options
        }
    }

    /// All documents that match. The caller bounds their number, by a limit or by what it asks for.
    nonisolated func find(
        _ collection: Collection, _ filter: BSONDocument, _ options: FindOptions = FindOptions()
    ) async throws -> [BSONDocument] {
        try await repeating { try await self.runFind(collection, filter, options) }
    }

    private func runFind(
        _ collection: Collection, _ filter: BSONDocument, _ options: FindOptions
    ) throws -> [BSONDocument] {
        var documents: [BSONDocument] = []
        try drain(findCursor(collection, filter, options)) { documents.append($0) }
        return documents
    }

    /// Folds the results of a pipeline, one document at a time.
    /// - Parameter fold: throws ``UnreadableValue`` for a result that can't be read.
    nonisolated func aggregate<Result: Sendable>(
        _ collection: Collection, _ pipeline: [BSONValue], into initial: Result,
        _ fold: @escaping @Sendable (inout Result, BSONDocument) throws(UnreadableValue) -> Void
    ) async throws -> Result {
        try await repeating { try await self.runAggregate(collection, pipeline, into: initial, fold) }
    }

    private func runAggregate<Result: Sendable>(
        _ collection: Collection, _ pipeline: [BSONValue], into initial: Result,
        _ fold: @Sendable (inout Result, BSONDocument) throws(UnreadableValue) -> Void
    ) throws -> Result {
        var result = initial
        try drain(aggregateCursor(collection, pipeline)) { document in
            do throws(UnreadableValue) {
                try fold(&result, document)
            } catch {
                throw unreadable(error, in: collection, key: nil)
            }
        }
        return result
    }

    /// All results of a pipeline.
    nonisolated func aggregate(_ collection: Collection, _ pipeline: [BSONValue]) async throws -> [BSONDocument] {
        try await aggregate(collection, pipeline, into: []) { $0.append($1) }
    }

    /// The results of a pipeline, to be read in parts. They must be in order of `_id`, and no two may have the same.
    nonisolated func openCursor(_ collection: Collection, _ pipeline: [BSONValue]) async throws -> MongoCursor {
        let cursor = MongoCursor(connection: self, collection: collection, pipeline: pipeline)
        try await cursor.open()
        return cursor
    }

    /// Opens a cursor on the results behind an `_id`.
    nonisolated func openCursor(
        _ collection: Collection, _ pipeline: [BSONValue], behind last: BSONValue?
    ) async throws -> Int {
        let rest: [BSONValue] = last.map { [["$match": ["_id": ["$gt": $0]]]] } ?? []
        return try await repeating { try await self.runOpenCursor(collection, pipeline + rest) }
    }

    private func runOpenCursor(_ collection: Collection, _ pipeline: [BSONValue]) throws -> Int {
        cursorCount += 1
        cursors[cursorCount] = try aggregateCursor(collection, pipeline)
        return cursorCount
    }

    /// The next documents of a cursor.
    /// - Parameter reopening: opens another cursor that goes on where the last part ended, and returns its number: for one that
    ///   ended with its node.
    nonisolated func readCursor(
        _ number: Int, _ count: Int, reopening: @escaping @Sendable () async throws -> Int
    ) async throws -> [BSONDocument] {
        let current = Mutex<Int?>(number)
        return try await repeating {
            var number = current.withLock { $0 }
            if number == nil { number = try await reopening() }
            guard let number else { return [] }
            current.withLock { $0 = nil }
            return try await self.runReadCursor(number, count)
        }
    }

    private func runReadCursor(_ number: Int, _ count: Int) throws -> [BSONDocument] {
        var documents: [BSONDocument] = []
        while documents.count < count, let document = try cursors[number]?.next(at: address) { documents.append(document) }
        return documents
    }

    func closeCursor(_ number: Int) { cursors[number] = nil }

    private func findCursor(_ collection: Collection, _ filter: BSONDocument, _ options: FindOptions) throws -> CursorHandle {
        let cursor = try unsafe withCollection(collection, of: open()) { collection in
            unsafe withBSON(filter) { filter in
                unsafe withBSON(options.document) { options in
                    unsafe mongoc_collection_find_with_opts(collection, filter, options, nil)
                }
            }
        }
        return unsafe CursorHandle(adopting: cursor)
    }

    private func aggregateCursor(_ collection: Collection, _ pipeline: [BSONValue]) throws -> CursorHandle {
        let cursor = try unsafe withCollection(collection, of: openPatient()) { collection in
            unsafe withBSON(["pipeline": .array(pipeline)]) { pipeline in
                unsafe withBSON(["allowDiskUse": true, "batchSize": .int64(Int64(Self.batchSize))]) { options in
                    unsafe mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, options, nil)
                }
            }
        }
        return unsafe CursorHandle(adopting: cursor)
    }

    private func drain(_ cursor: CursorHandle, _ body: (BSONDocument) throws -> Void) throws {
        while let document = try cursor.next(at: address) { try body(document) }
    }

    private func withCollection<Result>(
        _ name: Collection, of client: MongoClient, _ body: (OpaquePointer?) throws -> Result
    ) throws -> Result {
        let collection = unsafe mongoc_client_get_collection(client.pointer, address.database, name.rawValue)
        defer { unsafe mongoc_collection_destroy(collection) }
        return try unsafe body(collection)
    }

    // MARK: - Writing

    /// Writes in one bulk. The counts of the result are those of the last attempt: a repeated one finds done what the first did.
    /// - Parameters:
    ///   - ordered: true if each write waits for the one before it, and none follows a failure.
    ///   - expectsDuplicates: true if a key that is taken is no failure but listed in ``WriteResult/duplicates``.
    ///   - part: what of a campaign the writes to its participants change.
    @discardableResult
    nonisolated func write(
        _ collection: Collection, _ writes: some Sequence<Write> & Sendable, ordered: Bool = false,
        expectsDuplicates: Bool = false, changing part: ChangeMarks.Part = .participants
    ) async throws -> WriteResult {
        try await marks?.prepare(collection, writes, part, on: self)
        return try await repeating { try await self.runWrite(collection, writes, ordered, expectsDuplicates) }
    }

    private func runWrite(
        _ collection: Collection, _ writes: some Sequence<Write> & Sendable, _ ordered: Bool, _ expectsDuplicates: Bool
    ) throws -> WriteResult {
        var error = bson_error_t()
        return try unsafe withCollection(collection, of: open()) { collection in
            let bulk = unsafe withBSON(["ordered": .boolean(ordered)]) { options in
                unsafe mongoc_collection_create_bulk_operation_with_opts(collection, options)
            }
            defer { unsafe mongoc_bulk_operation_destroy(bulk) }
            var isEmpty = true
            for write in writes {
                isEmpty = false
                guard unsafe Self.append(write, to: bulk, &error) else { throw DriverFailure(error, at: address) }
            }
            if isEmpty { return WriteResult() }
            let (server, reply) = unsafe withReply { reply in unsafe mongoc_bulk_operation_execute(bulk, reply, &error) }
            let isFine = server != 0 || (expectsDuplicates && Self.hasOnlyDuplicates(reply))
            guard isFine else { throw DriverFailure(error, at: address) }
            return WriteResult(reply: reply)
        }
    }

    /// Client-side validation is off: ``FieldKey`` escapes the keys that it refuses, and the server validates anyway.
    private static func append(_ write: Write, to bulk: OpaquePointer?, _ error: inout bson_error_t) -> Bool {
        let options: BSONDocument = ["validate": false]
        switch write {
        case .insert(let document):
            return unsafe withBSON(document) { document in
                unsafe withBSON(options) { unsafe mongoc_bulk_operation_insert_with_opts(bulk, document, $0, &error) }
            }
        case .update(let filter, let update, let upsert):
            return unsafe append(filter, update, options.appending("upsert", .boolean(upsert))) {
                unsafe mongoc_bulk_operation_update_one_with_opts(bulk, $0, $1, $2, &error)
            }
        case .updateMany(let filter, let update):
            return unsafe append(filter, update, options) {
                unsafe mongoc_bulk_operation_update_many_with_opts(bulk, $0, $1, $2, &error)
            }
        case .replace(let filter, let document, let upsert):
            return unsafe append(filter, document, options.appending("upsert", .boolean(upsert))) {
                unsafe mongoc_bulk_operation_replace_one_with_opts(bulk, $0, $1, $2, &error)
            }
        case .delete(let filter):
            return unsafe withBSON(filter) {
                unsafe mongoc_bulk_operation_remove_one_with_opts(bulk, $0, nil, &error)
            }
        case .deleteMany(let filter):
            return unsafe withBSON(filter) {
                unsafe mongoc_bulk_operation_remove_many_with_opts(bulk, $0, nil, &error)
            }
        }
    }

    private static func append(
        _ filter: BSONDocument, _ document: BSONDocument, _ options: BSONDocument,
        _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> Bool
    ) -> Bool {
        unsafe withBSON(filter) { filter in
            unsafe withBSON(document) { document in
                unsafe withBSON(options) { options in unsafe call(filter, document, options) }
            }
        }
    }

    private static func hasOnlyDuplicates(_ reply: BSONDocument) -> Bool {
        let errors = reply["writeErrors"]?.array ?? []
        let concernErrors = reply["writeConcernErrors"]?.array ?? []
        return !errors.isEmpty && concernErrors.isEmpty && errors.allSatisfy { $0.document?["code"]?.integer == 11_000 }
    }
}
