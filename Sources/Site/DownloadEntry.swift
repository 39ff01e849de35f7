/// A file that readers can download, as it was exported.
public struct DownloadEntry: Hashable, Sendable {
    /// Relative to the site's root.
    public var path: String
    /// A sentence on what it holds.
    public var description: String
    /// Rows of data, the header not counted.
    public var rows: Int
    public var bytes: Int
    /// 64 hexadecimal digits.
    public var sha256: String
    /// For a twin with a byte-order mark, “for Excel”: the path of the plain file.
    public var twinOf: String?

    public init(path: String, description: String, rows: Int, bytes: Int, sha256: String, twinOf: String? = nil) {
        self.path = path
        self.description = description
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
        self.twinOf = twinOf
    }
}
