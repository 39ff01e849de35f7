import Glibc

/// Finds rows in the bytes of a CSV; on a night a site's hundred megabytes go through it.
enum RowScanner {
    /// - Parameters:
    ///   - key: what the row begins with.
    ///   - start: of a row.
    /// - Returns: where the row is; or nil, and where the first row begins that does not end in these bytes.
    static func row(
        beginningWith key: ArraySlice<UInt8>, from start: Int, in bytes: ArraySlice<UInt8>
    ) -> (row: Range<Int>?, end: Int) {
        unsafe bytes[start...].withUnsafeBytes { buffer in
            unsafe key.withUnsafeBytes { key in
                var place = 0
                while let end = unsafe end(ofRowAt: place, in: buffer) {
                    let row = start + place..<start + end
                    if unsafe begins(buffer, at: place, with: key, before: end) { return (row, row.upperBound) }
                    place = end
                }
                return (nil, start + place)
            }
        }
    }

    private static func begins(
        _ bytes: UnsafeRawBufferPointer, at start: Int, with key: UnsafeRawBufferPointer, before end: Int
    ) -> Bool {
        guard key.count <= end - start, let row = bytes.baseAddress, let other = key.baseAddress else { return key.isEmpty }
        return unsafe memcmp(row + start, other, key.count) == 0
    }

    /// - Returns: the place behind the row's line break. One between quotation marks ends no row (RFC 4180 §2.6).
    private static func end(ofRowAt start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var (place, isQuoted) = (start, false)
        while let lineBreak = unsafe first(UInt8(ascii: "\n"), in: place..<bytes.count, of: bytes) {
            while let mark = unsafe first(UInt8(ascii: "\""), in: place..<lineBreak, of: bytes) {
                isQuoted.toggle()
                place = mark + 1
            }
            place = lineBreak + 1
            if !isQuoted { return place }
        }
        return nil
    }

    private static func first(_ byte: UInt8, in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress,
            let place = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(place) - base
    }
}
