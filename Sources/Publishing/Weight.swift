import CZlib

/// How many bytes a browser receives.
enum Weight {
    /// The size after gzip at its usual level, with header and trailer (RFC 1952).
    static func gzipped(_ bytes: [UInt8]) -> Int {
        var count = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(count))
        let result = unsafe compress2(&output, &count, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
        // The buffer is as large as zlib asked for, so only memory for its tables can be missing. Then the size without gzip counts.
        guard result == Z_OK else { return bytes.count }
        let zlibFrame = 6
        let gzipFrame = 18
        return Int(count) - zlibFrame + gzipFrame
    }
}
