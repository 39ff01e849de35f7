/// The files of people and segments of a site, and what they were made of: where that is the same, the next site takes them over as
/// they are, and nobody is read.
package struct PeopleIndex: Codable, Hashable, Sendable {
    package struct File: Codable, Hashable, Sendable {
        var rows: Int
        var bytes: Int
        var sha256: String
    }

    /// Of all that decides the rows, but for ``RowIndex/Format``.
    let mark: String
    let files: [String: File]

    package init(mark: String, files: [ExportedFile]) {
        self.mark = mark
        self.files = Dictionary(
            files.map { ($0.path, File(rows: $0.rows, bytes: $0.bytes, sha256: $0.sha256)) }, uniquingKeysWith: { $1 })
    }
}
