import Engagement

/// A file of rows that is being written.
final class TableFile {
    /// Excel reads a file as UTF-8 if it begins with these bytes. Other programs that know them skip them (RFC 3629 §6).
    static let byteOrderMark = [UInt8]([0xEF, 0xBB, 0xBF])

    private let path: String
    private let scope: DownloadScope?
    private let description: String
    private let columns: [TableColumn]
    private let primaryKey: [String]
    private let open: () throws -> OutputFile
    /// Nil for an optional file without rows (yet), and for one that is taken over.
    private var opened: OutputFile?
    private let takenOver: PeopleIndex.File?
    let headerBytes: Int
    private(set) var rows = 0
    /// With the header, also before there is one.
    var bytes: Int { opened?.bytes ?? headerBytes }

    /// - Parameters:
    ///   - isOptional: whether there is no file if there is no row.
    ///   - takenOver: of a published file that stays as it is: nothing is written.
    ///   - locate: gives the path in the file system to write a path of the site to.
    init(
        path: String, scope: DownloadScope?, description: String, format: some RowFormat, isOptional: Bool = false,
        takenOver: PeopleIndex.File? = nil, locate: @escaping (String) throws -> String
    ) throws {
        self.takenOver = takenOver
        self.path = path
        self.scope = scope
        self.description = description
        columns = format.columns
        primaryKey = format.primaryKey
        var header = ByteBuffer()
        format.appendHeader(to: &header)
        headerBytes = header.count
        open = { [header] in
            let file = try OutputFile(path: locate(path), name: path)
            try file.append(header)
            return file
        }
        if !isOptional, takenOver == nil { opened = try open() }
    }

    func append(row: ByteBuffer) throws {
        let file = try opened ?? open()
        opened = file
        try file.append(row)
        rows += 1
    }

    /// Takes over rows that lie in another file.
    /// - Parameter updates: take the places of their rows.
    func append(
        _ count: Int, at part: Range<Int>, of other: String, from source: RowSource, updated updates: [UpdatedRows.Line]
    ) throws {
        guard count > 0 else { return }
        let file = try opened ?? open()
        opened = file
        try file.append(part, of: other, from: source, updated: updates)
        rows += count
    }

    /// Closes the file. Nothing can be appended afterwards.
    ///
    /// - Returns: nil for an optional file without rows.
    func finish() throws -> ExportedFile? {
        if let takenOver { return exported(takenOver.rows, takenOver.bytes, takenOver.sha256) }
        guard let file = opened else { return nil }
        let hash = try file.finish()
        return exported(rows, file.bytes, hash)
    }

    private func exported(_ rows: Int, _ bytes: Int, _ sha256: String) -> ExportedFile {
        ExportedFile(
            path: path, scope: scope, description: description, rows: rows, bytes: bytes, sha256: sha256, columns: columns,
            primaryKey: primaryKey)
    }
}
