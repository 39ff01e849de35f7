/// How rows become lines of a file. One type per kind of file conforms to it.
protocol RowFormat {
    associatedtype Row: Sendable

    /// The columns as the data package describes them; none of NDJSON.
    var columns: [TableColumn] { get }

    func appendHeader(to buffer: inout ByteBuffer)

    /// One line with its line break. Mutating, as cells that many rows have in common are formatted once and kept.
    mutating func append(_ row: Row, to buffer: inout ByteBuffer)
}

extension RowFormat {
    func appendHeader(to buffer: inout ByteBuffer) {
        for (index, column) in columns.enumerated() {
            if index > 0 { buffer.append(ByteBuffer.comma) }
            buffer.append(cell: column.name)
        }
        buffer.endRow()
    }
}
