import Glibc

/// Searches bytes as fast as the C library does, many at a time.
package enum ByteSearch {
    /// The place of the first such byte in a range.
    package static func first(_ byte: UInt8, in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let place = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(place) - base
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
