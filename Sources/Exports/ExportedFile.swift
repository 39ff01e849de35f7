package import Engagement

/// A file that was written, as pages and the data package describe it.
package struct ExportedFile: Hashable, Sendable {
    /// Its path on the site, or as the user named it.
    package var path: String
    /// Nil for a file that is not the site's.
    package var scope: DownloadScope?
    /// A sentence that says which rows it has.
    package var description: String
    /// Rows of data, the header not counted.
    package var rows: Int
    package var bytes: Int
    /// 64 hexadecimal digits.
    package var sha256: String
    package var columns: [TableColumn]
    /// The names of the columns that tell any two rows apart; empty where none do.
    package var primaryKey: [String]

    package init(
        path: String, scope: DownloadScope?, description: String, rows: Int, bytes: Int, sha256: String, columns: [TableColumn],
        primaryKey: [String] = []
    ) {
        self.path = path
        self.scope = scope
        self.description = description
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
        self.columns = columns
        self.primaryKey = primaryKey
    }
}
