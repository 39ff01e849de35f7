/// A file that was written, and what to say of it.
public struct ExportedFile: Hashable, Sendable {
    /// Its path on the site, as the plan named it, or as the person named it.
    public var path: String
    /// A sentence on what it holds.
    public var description: String
    /// Rows of data, the header not counted.
    public var rows: Int
    public var bytes: Int
    /// 64 hexadecimal digits.
    public var sha256: String
    public var columns: [TableColumn]
    /// Set for a twin with a byte-order mark, by which Excel knows UTF-8: the path of the plain file.
    public var twinOf: String?

    public init(
        path: String, description: String, rows: Int, bytes: Int, sha256: String, columns: [TableColumn],
        twinOf: String? = nil
    ) {
        self.path = path
        self.description = description
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
        self.columns = columns
        self.twinOf = twinOf
    }
}
