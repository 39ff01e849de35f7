import Glibc

/// Searches bytes as fast as the C library does, many at a time.
package enum ByteSearch {
    /// The place of the first such byte in a range.
    package static func first(_ byte: UInt8, in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let place = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(place) - base
    }

    /// Whether a text is somewhere in the bytes.
    package static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
        var text = text
        return text.withUTF8 { text in
            guard let head = unsafe text.first else { return true }
            return unsafe bytes.withUnsafeBytes { bytes in
                var place = 0
                while let start = unsafe first(head, in: place..<bytes.count, of: bytes) {
                    if unsafe begins(start..<bytes.count, of: bytes, with: UnsafeRawBufferPointer(text)) { return true }
                    place = start + 1
                }
                return false
            }
        }
    }

    /// Whether a range begins with all of these bytes.
    package static func begins(
        _ range: Range<Int>, of bytes: UnsafeRawBufferPointer, with prefix: UnsafeRawBufferPointer
    ) -> Bool {
        guard prefix.count <= range.count, let base = bytes.baseAddress, let start = prefix.baseAddress else {
            return unsafe prefix.isEmpty
        }
        return unsafe memcmp(base + range.lowerBound, start, prefix.count) == 0
    }
}
