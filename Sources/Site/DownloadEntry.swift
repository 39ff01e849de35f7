package import Engagement

/// An exported file that readers can download.
package struct DownloadEntry: Hashable, Sendable {
    /// Relative to the site's root.
    package var path: String
    package var scope: DownloadScope
    /// Describes the rows in a sentence.
    package var description: String
    /// Rows of data, the header not counted.
    package var rows: Int
    package var bytes: Int
    /// 64 hexadecimal digits.
    package var sha256: String

    package init(
        path: String, scope: DownloadScope, description: String, rows: Int, bytes: Int, sha256: String
    ) {
        self.path = path
        self.scope = scope
        self.description = description
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
    }
}
