package import Engagement

/// A file that readers can download, as it was exported.
package struct DownloadEntry: Hashable, Sendable {
    /// Relative to the site's root.
    package var path: String
    package var scope: DownloadScope
    /// A sentence on what it holds.
    package var description: String
    /// Rows of data, the header not counted.
    package var rows: Int
    package var bytes: Int
    /// 64 hexadecimal digits.
    package var sha256: String
    /// For a twin with a byte-order mark, “for Excel”: the path of the plain file.
    package var twinOf: String?

    package init(
        path: String, scope: DownloadScope, description: String, rows: Int, bytes: Int, sha256: String,
        twinOf: String? = nil
    ) {
        self.path = path
        self.scope = scope
        self.description = description
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
        self.twinOf = twinOf
    }
}
