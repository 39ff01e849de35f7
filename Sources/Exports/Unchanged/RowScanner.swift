import Files

/// Finds rows in the bytes of a CSV; on a night a site's hundred megabytes go through it.
enum RowScanner {
    /// - Parameters:
    ///   - key: what the row begins with.
    ///   - start: of a row.
    /// - Returns: where the row is; or nil, and where the first row begins that does not end in these bytes.
    static func row(
        beginningWith key: ArraySlice<UInt8>, from start: Int, in bytes: ArraySlice<UInt8>
    ) -> (row: Range<Int>?, end: Int) {
        bytes[start...].withUnsafeBytes { buffer in
            key.withUnsafeBytes { key in
                var place = 0
                while let end = end(ofRowAt: place, in: buffer) {
                    let row = start + place..<start + end
                    if ByteSearch.begins(place..<end, of: buffer, with: key) { return (row, row.upperBound) }
                    place = end
                }
                return (nil, start + place)
            }
        }
    }

    /// - Returns: the place behind the row's line break. One between quotation marks ends no row (RFC 4180 §2.6).
    private static func end(ofRowAt start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var (place, isQuoted) = (start, false)
        while let lineBreak = ByteSearch.first(UInt8(ascii: "\n"), in: place..<bytes.count, of: bytes) {
            while let mark = ByteSearch.first(UInt8(ascii: "\""), in: place..<lineBreak, of: bytes) {
                isQuoted.toggle()
                place = mark + 1
            }
            place = lineBreak + 1
            if !isQuoted { return place }
        }
        return nil
    }
}
