import CMongoC

/// Lends a document to libbson for the length of a call, without copying it.
///
/// libbson wants `bson_t` aligned to 128 bytes, which Swift variables are not: it gets memory of its own.
func withBSON<Result>(_ document: BSONDocument, _ body: (OpaquePointer) throws -> Result) rethrows -> Result {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 128)
    defer { unsafe memory.deallocate() }
    let view = OpaquePointer(memory)
    return try unsafe document.bytes.withUnsafeBufferPointer { buffer in
        guard unsafe bson_init_static(view, buffer.baseAddress, buffer.count) else {
            preconditionFailure("a BSONDocument is always a whole document")
        }
        return try unsafe body(view)
    }
}

extension BSONDocument {
    /// Copies a document that libbson owns.
    init(copying pointer: OpaquePointer) {
        let raw = unsafe bson_get_data(pointer)
        let prefix = unsafe Array(UnsafeBufferPointer(start: raw, count: 4))
        let count = Int(prefix.littleEndian(UInt32.self, at: 0))
        unsafe self.init(trusted: Array(UnsafeBufferPointer(start: raw, count: count)))
    }
}

/// Gives libmongoc memory for a reply. Returns the result of the call, and the reply.
func withReply<Result>(_ body: (OpaquePointer) throws -> Result) rethrows -> (Result, BSONDocument) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 128)
    defer { unsafe memory.deallocate() }
    let reply = OpaquePointer(memory)
    // The call initialises it again, unless it fails before.
    unsafe bson_init(reply)
    defer { unsafe bson_destroy(reply) }
    let result = try unsafe body(reply)
    return (result, unsafe BSONDocument(copying: reply))
}
