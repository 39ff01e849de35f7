/// One file of rows while a pass goes by, with its twin for Excel where one is wanted.
final class TableFile {
    /// What Excel knows UTF-8 by (RFC 3629 §6: allowed, and ignored by everybody else who knows it).
    static let byteOrderMark = [UInt8]([0xEF, 0xBB, 0xBF])

    private let path: String
    private let description: String
    private let columns: [TableColumn]
    private let file: OutputFile
    private let twin: (path: String, file: OutputFile)?
    private var rows = 0

    /// - Parameter locate: where in the file system a path of the site is written.
    init(
        path: String, description: String, format: some RowFormat, hasTwin: Bool,
        locate: (String) throws -> String
    ) throws {
        self.path = path
        self.description = description
        columns = format.columns
        var header = ByteBuffer()
        format.appendHeader(to: &header)
        file = try OutputFile(path: locate(path), name: path)
        try file.append(header)
        guard hasTwin else {
            twin = nil
            return
        }
        let twinPath = Self.twinPath(of: path)
        let twinFile = try OutputFile(path: locate(twinPath), name: twinPath)
        var mark = ByteBuffer()
        mark.append(Self.byteOrderMark)
        try twinFile.append(mark)
        try twinFile.append(header)
        twin = (twinPath, twinFile)
    }

    /// `downloads/all.csv` to `downloads/all.excel.csv`.
    static func twinPath(of path: String) -> String {
        path.hasSuffix(".csv") ? "\(path.dropLast(4)).excel.csv" : path + ".excel.csv"
    }

    func append(row: ByteBuffer) throws(ExportError) {
        try file.append(row)
        try twin?.file.append(row)
        rows += 1
    }

    /// Closes the file and its twin; nothing may be appended afterwards.
    func finish() throws(ExportError) -> [ExportedFile] {
        let hash = try file.finish()
        let plain = ExportedFile(
            path: path, description: description, rows: rows, bytes: file.bytes, sha256: hash, columns: columns)
        guard let twin else { return [plain] }
        let twinHash = try twin.file.finish()
        return [
            plain,
            ExportedFile(
                path: twin.path, description: description, rows: rows, bytes: twin.file.bytes, sha256: twinHash,
                columns: columns, twinOf: path),
        ]
    }
}
