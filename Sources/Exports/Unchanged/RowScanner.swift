import Glibc

/// Finds where the rows of a CSV end.
enum RowScanner {
    /// - Parameters:
    ///   - bytes: from the beginning of a row.
    ///   - start: where that is.
    /// - Returns: the place behind the line break of the row; nil if it does not end in these bytes. A line break between quotation marks
    ///   ends no row (RFC 4180 §2.6).
    static func end(ofRowAt start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var (place, isQuoted) = (start, false)
        while let lineBreak = first(newline, in: bytes[place...]) {
            var line = bytes[place..<lineBreak]
            while let mark = first(quotationMark, in: line) {
                isQuoted.toggle()
                line = line[(mark + 1)...]
            }
            place = lineBreak + 1
            if !isQuoted { return place }
        }
        return nil
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quotationMark = UInt8(ascii: "\"")

    /// Vectorised, as a site has a hundred megabytes of rows.
    private static func first(_ byte: UInt8, in bytes: ArraySlice<UInt8>) -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let place = unsafe memchr(start, Int32(byte), buffer.count) else { return nil }
            return unsafe bytes.startIndex + (UnsafeRawPointer(place) - start)
        }
    }
}
