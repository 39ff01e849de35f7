import CMongoC
import EngagementStore

/// One connection to the database. Its methods block until the server has answered, so they run on a queue of their own. None
/// of them awaits anything, so no other call can run between two calls of libmongoc.
actor MongoConnection {
    private nonisolated let executor = QueueExecutor(label: "octo-site.mongo")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    nonisolated let address: MongoAddress
    private var cursors: [Int: CursorHandle] = [:]
    private var cursorCount = 0
    /// Nil once the connection is closed.
    private var client: MongoClient?

    init(_ address: MongoAddress) throws {
        self.address = address
        client = try address.makeClient()
    }

    /// Closes the sockets and all open cursors.
    func close() {
        cursors = [:]
        client = nil
    }

    private func open() throws -> MongoClient {
        guard let client else {
            throw StoreError(.failed, store: address.name, "\(address.name) was closed, and then used again.")
        }
        return client
    }

    /// Runs a command of the database that only reads, and returns its reply.
    func command(_ command: BSONDocument) throws -> BSONDocument {
        let client = try open()
        var error = bson_error_t()
        let (succeeded, reply) = unsafe withBSON(command) { command in
            unsafe withReply { reply in
                unsafe mongoc_client_command_with_opts(
                    client.pointer, address.database, command, nil, nil, reply, &error)
            }
        }
        guard succeeded else { throw StoreError(error, at: address) }
        return reply
    }

    /// Runs a command of the database that writes, with the client's write concern.
    func writeCommand(_ command: BSONDocument) throws -> BSONDocument {
        let client = try open()
        var error = bson_error_t()
        let (succeeded, reply) = unsafe withBSON(command) { command in
            unsafe withReply { reply in
                unsafe mongoc_client_write_command_with_opts(
                    client.pointer, address.database, command, nil, reply, &error)
            }
        }
        guard succeeded else { throw StoreError(error, at: address) }
        return reply
    }

    // MARK: - Reading

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
            options.append("hint", ifPresent: hint.map(BSONValue.document))
            return options
        }
    }

    /// All documents that match. The caller bounds their number, by a limit or by what it asks for.
    func find(
        _ collection: Collection, _ filter: BSONDocument, _ options: FindOptions = FindOptions()
    ) throws -> [BSONDocument] {
        var documents: [BSONDocument] = []
        try drain(findCursor(collection, filter, options)) { documents.append($0) }
        return documents
    }

    /// Folds the results of a pipeline, one document at a time.
    /// - Parameter fold: throws ``UnreadableValue`` for a result that can't be read.
    func aggregate<Result: Sendable>(
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
    func aggregate(_ collection: Collection, _ pipeline: [BSONValue]) throws -> [BSONDocument] {
        try aggregate(collection, pipeline, into: []) { $0.append($1) }
    }

    /// The results of a pipeline, to be read in parts.
    func openCursor(_ collection: Collection, _ pipeline: [BSONValue]) throws -> MongoCursor {
        cursorCount += 1
        cursors[cursorCount] = try aggregateCursor(collection, pipeline)
        return MongoCursor(connection: self, number: cursorCount)
    }

    func readCursor(_ number: Int, _ count: Int) throws -> [BSONDocument] {
        var documents: [BSONDocument] = []
        while documents.count < count, let document = try cursors[number]?.next(at: address) { documents.append(document) }
        return documents
    }

    func closeCursor(_ number: Int) { cursors[number] = nil }

    private func findCursor(_ collection: Collection, _ filter: BSONDocument, _ options: FindOptions) throws -> CursorHandle {
        let cursor = try unsafe withCollection(collection) { collection in
            unsafe withBSON(filter) { filter in
                unsafe withBSON(options.document) { options in
                    unsafe mongoc_collection_find_with_opts(collection, filter, options, nil)
                }
            }
        }
        return unsafe CursorHandle(adopting: cursor)
    }

    private func aggregateCursor(_ collection: Collection, _ pipeline: [BSONValue]) throws -> CursorHandle {
        let cursor = try unsafe withCollection(collection) { collection in
            unsafe withBSON(["pipeline": .array(pipeline)]) { pipeline in
                unsafe withBSON(["allowDiskUse": true]) { options in
                    unsafe mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, options, nil)
                }
            }
        }
        return unsafe CursorHandle(adopting: cursor)
    }

    private func drain(_ cursor: CursorHandle, _ body: (BSONDocument) throws -> Void) throws {
        while let document = try cursor.next(at: address) { try body(document) }
    }

    private func withCollection<Result>(_ name: Collection, _ body: (OpaquePointer?) throws -> Result) throws -> Result {
        let client = try open()
        let collection = unsafe mongoc_client_get_collection(client.pointer, address.database, name.rawValue)
        defer { unsafe mongoc_collection_destroy(collection) }
        return try unsafe body(collection)
    }

    // MARK: - Writing

    /// Writes in one bulk.
    /// - Parameters:
    ///   - ordered: true if each write waits for the one before it, and none follows a failure.
    ///   - expectsDuplicates: true if a key that is taken is no failure but listed in ``WriteResult/duplicates``.
    @discardableResult
    func write(
        _ collection: Collection, _ writes: some Sequence<Write> & Sendable, ordered: Bool = false,
        expectsDuplicates: Bool = false
    ) throws -> WriteResult {
        var error = bson_error_t()
        return try unsafe withCollection(collection) { collection in
            let bulk = unsafe withBSON(["ordered": .boolean(ordered)]) { options in
                unsafe mongoc_collection_create_bulk_operation_with_opts(collection, options)
            }
            defer { unsafe mongoc_bulk_operation_destroy(bulk) }
            var isEmpty = true
            for write in writes {
                isEmpty = false
                guard unsafe Self.append(write, to: bulk, &error) else { throw StoreError(error, at: address) }
            }
            if isEmpty { return WriteResult() }
            let (server, reply) = unsafe withReply { reply in unsafe mongoc_bulk_operation_execute(bulk, reply, &error) }
            let isFine = server != 0 || (expectsDuplicates && Self.hasOnlyDuplicates(reply))
            guard isFine else { throw StoreError(error, at: address) }
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
