import Engagement

/// A file of rows that is being written, with a twin for Excel if there is to be one.
final class TableFile {
    /// Excel reads a file as UTF-8 if it begins with these bytes. Other programs that know them skip them (RFC 3629 §6).
    static let byteOrderMark = [UInt8]([0xEF, 0xBB, 0xBF])

    private typealias Twin = (path: String, file: OutputFile)

    private let path: String
    private let scope: DownloadScope?
    private let description: String
    private let columns: [TableColumn]
    private let open: () throws -> (file: OutputFile, twin: Twin?)
    /// Nil for an optional file without rows (yet).
    private var opened: (file: OutputFile, twin: Twin?)?
    private var rows = 0

    /// - Parameters:
    ///   - isOptional: whether there is no file if there is no row.
    ///   - locate: gives the path in the file system to write a path of the site to.
    init(
        path: String, scope: DownloadScope?, description: String, format: some RowFormat, isOptional: Bool = false, hasTwin: Bool,
        locate: @escaping (String) throws -> String
    ) throws {
        self.path = path
        self.scope = scope
        self.description = description
        columns = format.columns
        open = {
            var header = ByteBuffer()
            format.appendHeader(to: &header)
            let file = try OutputFile(path: locate(path), name: path)
            try file.append(header)
            guard hasTwin else { return (file, nil) }
            let twinPath = Self.twinPath(of: path)
            let twin = try OutputFile(path: locate(twinPath), name: twinPath)
            var mark = ByteBuffer()
            mark.append(Self.byteOrderMark)
            try twin.append(mark)
            try twin.append(header)
            return (file, (twinPath, twin))
        }
        if !isOptional { opened = try open() }
    }

    /// `downloads/all.csv` to `downloads/all.excel.csv`.
    static func twinPath(of path: String) -> String {
        path.hasSuffix(".csv") ? "\(path.dropLast(4)).excel.csv" : path + ".excel.csv"
    }

    func append(row: ByteBuffer) throws {
        let (file, twin) = try opened ?? open()
        if opened == nil { opened = (file, twin) }
        try file.append(row)
        try twin?.file.append(row)
        rows += 1
    }

    /// Closes the file and its twin. Nothing can be appended afterwards.
    ///
    /// - Returns: both; nothing for an optional file without rows.
    func finish() throws -> [ExportedFile] {
        guard let (file, twin) = opened else { return [] }
        let hash = try file.finish()
        let plain = ExportedFile(
            path: path, scope: scope, description: description, rows: rows, bytes: file.bytes, sha256: hash, columns: columns)
        guard let twin else { return [plain] }
        let twinHash = try twin.file.finish()
        return [
            plain,
            ExportedFile(
                path: twin.path, scope: scope, description: description, rows: rows, bytes: twin.file.bytes, sha256: twinHash,
                columns: columns, twinOf: path),
        ]
    }
}
