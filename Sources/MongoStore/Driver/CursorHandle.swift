import CMongoC
import EngagementStore

/// Owns a `mongoc_cursor_t`. Only its connection touches it.
@safe final class CursorHandle {
    private let pointer: OpaquePointer
    /// libmongoc must not be asked again after the end.
    private var isAtEnd = false

    init(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { preconditionFailure("libmongoc returns a cursor even for an error") }
        unsafe self.pointer = pointer
    }

    deinit { unsafe mongoc_cursor_destroy(pointer) }

    /// The next document, or nil at the end.
    func next(at address: MongoAddress) throws -> BSONDocument? {
        if isAtEnd { return nil }
        var document: OpaquePointer?
        if unsafe mongoc_cursor_next(pointer, &document), let document = unsafe document {
            return unsafe BSONDocument(copying: document)
        }
        isAtEnd = true
        var error = bson_error_t()
        if unsafe mongoc_cursor_error(pointer, &error) { throw DriverFailure(error, at: address) }
        return nil
    }
}
