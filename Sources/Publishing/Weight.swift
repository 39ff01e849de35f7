import CZlib

/// How many bytes a browser fetches.
enum Weight {
    /// The size gzip brings the bytes to at its usual level, header and trailer (RFC 1952) included.
    static func gzipped(_ bytes: [UInt8]) -> Int {
        var count = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(count))
        let result = unsafe compress2(&output, &count, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
        // The buffer is as large as zlib asked for; without memory for its tables the bytes count as they are.
        guard result == Z_OK else { return bytes.count }
        let zlibFrame = 6
        let gzipFrame = 18
        return Int(count) - zlibFrame + gzipFrame
    }
}
