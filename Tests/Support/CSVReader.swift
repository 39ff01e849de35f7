/// RFC 4180, read strictly and independently of what writes it: rows end with CRLF, quotes stand around a whole cell.
package struct CSVReader {
    package struct Malformed: Error, CustomStringConvertible {
        package var description: String
    }

    package static func rows(of bytes: [UInt8]) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var index = 0
        while index < bytes.count {
            let (cell, end) = try cell(bytes, at: index)
            row.append(cell)
            guard end < bytes.count else { throw Malformed(description: "The last row has no end.") }
            if bytes[end] == UInt8(ascii: ",") {
                index = end + 1
                continue
            }
            guard bytes[end] == 0x0D, end + 1 < bytes.count, bytes[end + 1] == 0x0A else {
                throw Malformed(description: "Byte \(bytes[end]) after a cell at \(end).")
            }
            rows.append(row)
            row = []
            index = end + 2
        }
        guard row.isEmpty else { throw Malformed(description: "The last row ends with a comma.") }
        return rows
    }

    private static func cell(_ bytes: [UInt8], at start: Int) throws -> (String, end: Int) {
        var content: [UInt8] = []
        var index = start
        if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
            index += 1
            while index < bytes.count {
                if bytes[index] != UInt8(ascii: "\"") {
                    content.append(bytes[index])
                    index += 1
                } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                    content.append(bytes[index])
                    index += 2
                } else {
                    return (String(decoding: content, as: UTF8.self), index + 1)
                }
            }
            throw Malformed(description: "A quote at \(start) is never closed.")
        }
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0D {
            guard bytes[index] != UInt8(ascii: "\""), bytes[index] != 0x0A else {
                throw Malformed(description: "An unquoted cell at \(start) holds byte \(bytes[index]).")
            }
            content.append(bytes[index])
            index += 1
        }
        return (String(decoding: content, as: UTF8.self), index)
    }
}
