import Glibc

extension FileSystem {
    private static let chunk = 1 << 18

    /// Creates the file, which must not exist yet, with these bytes.
    ///
    /// - Parameter permissions: less what the umask takes away.
    package static func write(_ bytes: [UInt8], to path: String, permissions: UInt32 = 0o644) throws(FileError) {
        var file = try OpenFile(creating: path, permissions: permissions)
        do throws(FileError) {
            try file.write(bytes[...])
            try file.close()
        } catch {
            // Half a file would look like a whole one.
            _ = unsafe unlink(path)
            throw error
        }
    }

    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        var result: [UInt8] = []
        try forEachChunk(of: path) { (bytes) throws(FileError) in result += bytes }
        return result
    }

    /// Reads the file from its beginning to its end, a quarter of a megabyte at a time.
    package static func forEachChunk(
        of path: String, _ body: (ArraySlice<UInt8>) throws(FileError) -> Void
    ) throws(FileError) {
        let file = try OpenFile(reading: path)
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = try file.fill(&buffer)
            if count == 0 { return }
            try body(buffer[..<count])
        }
    }

    /// Copies a file with its times: what a hard link would have looked like.
    package static func copy(_ existing: String, to path: String) throws(FileError) {
        let status = try status(of: existing)
        var file = try OpenFile(creating: path)
        try forEachChunk(of: existing) { (bytes) throws(FileError) in try file.write(bytes) }
        try file.close()
        let times = [status.accessed.timespec, status.modified.timespec]
        guard unsafe utimensat(AT_FDCWD, path, times, 0) == 0 else { throw FileError(errno, .dated, path) }
    }

    /// True if a regular file with exactly these bytes is at the path.
    package static func contains(_ path: String, _ bytes: [UInt8]) throws(FileError) -> Bool {
        guard let file = try OpenFile(reading: path, ifSize: bytes.count) else { return false }
        var buffer = [UInt8](repeating: 0, count: min(chunk, bytes.count + 1))
        var offset = 0
        while true {
            let count = try file.fill(&buffer)
            if count == 0 { return offset == bytes.count }
            guard offset + count <= bytes.count, buffer[..<count] == bytes[offset..<(offset + count)] else { return false }
            offset += count
        }
    }

    /// True if both are regular files with the same bytes.
    package static func isSame(_ path: String, as other: String) throws(FileError) -> Bool {
        let size = try status(of: other).size
        guard let one = try OpenFile(reading: path, ifSize: size) else { return false }
        let two = try OpenFile(reading: other)
        var left = [UInt8](repeating: 0, count: chunk)
        var right = left
        while true {
            let count = try one.fill(&left)
            guard try two.fill(&right) == count, left[..<count] == right[..<count] else { return false }
            if count == 0 { return true }
        }
    }
}
