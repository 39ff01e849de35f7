/// How rows become lines of a file. One type per kind of file conforms to it.
protocol RowFormat {
    associatedtype Row: Sendable

    /// The columns as the data package describes them; none of NDJSON.
    var columns: [TableColumn] { get }

    /// The names of the columns that tell any two rows apart; empty where none do.
    var primaryKey: [String] { get }

    func appendHeader(to buffer: inout ByteBuffer)

    /// One line with its line break. Mutating, as cells that many rows have in common are formatted once and kept.
    mutating func append(_ row: Row, to buffer: inout ByteBuffer)
}

extension RowFormat {
    var primaryKey: [String] { [] }

    func appendHeader(to buffer: inout ByteBuffer) {
        for (index, column) in columns.enumerated() {
            if index > 0 { buffer.append(ByteBuffer.comma) }
            buffer.append(cell: column.name)
        }
        buffer.endRow()
    }
}
