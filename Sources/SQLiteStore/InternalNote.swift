/// The notes that only this kind of store understands; a copy into another store leaves them out.
enum InternalNote: String {
    /// A copy into this file is under way, or has broken off.
    case halfCopy = "sqlite: half a copy"
    /// Deleted rows still have to be erased from the file.
    case erasure = "sqlite: traces of forgotten contacts"

    /// What their names begin with.
    static let prefix = "sqlite: "
}
