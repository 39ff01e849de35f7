import Engagement

/// Reads the rows of a CSV one after the other: RFC 4180, quoted line breaks included. Rows may end with LF as well as CRLF,
/// and the file may begin with a byte-order mark. Text that can be read in two ways is an error.
struct CSVRows {
    private let bytes: [UInt8]
    private var index: Int
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// A mistake in the file.
    struct Problem: Error {
        var line: Int
        /// The end of a sentence that begins with the file and the line.
        var message: String
    }

    struct Row {
        /// The line on which the row begins, counted from 1.
        var line: Int
        var cells: [String]
    }

    /// The next row; nil at the end. Empty lines are skipped.
    mutating func next() throws(Problem) -> Row? {
        while index < bytes.count, endLine() {}
        guard index < bytes.count else { return nil }
        let start = line
        var cells = [try cell()]
        while index < bytes.count, !endLine() {
            guard bytes[index] == UInt8(ascii: ",") else {
                throw Problem(line: line, message: "there is something between a closing quote and the next comma.")
            }
            index += 1
            cells.append(try cell())
        }
        return Row(line: start, cells: cells)
    }

    /// Skips the end of a line, if there is one.
    private mutating func endLine() -> Bool {
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        guard bytes[index] == 0x0A else { return false }
        index += 1
        line += 1
        return true
    }

    private mutating func cell() throws(Problem) -> String {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return try plainCell() }
        let start = line
        var content: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < bytes.count, bytes[index] == byte else { return try text(content[...]) }
                index += 1
            }
            if byte == 0x0A { line += 1 }
            content.append(byte)
        }
        throw Problem(line: start, message: "a quote that opens here is never closed.")
    }

    private mutating func plainCell() throws(Problem) -> String {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0A {
            if bytes[index] == UInt8(ascii: "\"") {
                throw Problem(line: line, message: "a quote is inside a cell that is not quoted.")
            }
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { break }
            index += 1
        }
        return try text(bytes[start..<index])
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(Problem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(line: line, message: "there are bytes that are no UTF-8. Save the file as UTF-8.")
        }
        return withoutNul(text)
    }
}
