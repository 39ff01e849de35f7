import Basics
import Crypto
import Glibc

extension Disk {
    private static let chunk = 1 << 18

    /// Creates the file with these bytes; the mode is 0644 less what the umask takes away.
    static func write(_ bytes: [UInt8], to path: String) throws(PublishingError) {
        var file = try OpenFile(creating: path)
        try file.write(bytes[...])
        try file.close()
    }

    static func read(_ path: String) throws(PublishingError) -> [UInt8] {
        var result: [UInt8] = []
        try forEachChunk(of: path) { (bytes) throws(PublishingError) in result += bytes }
        return result
    }

    static func sha256(of path: String) throws(PublishingError) -> String {
        var hash = SHA256()
        try forEachChunk(of: path) { (bytes) throws(PublishingError) in hash.update(data: bytes) }
        return Array(hash.finalize()).hexadecimal
    }

    /// A copy with the same modification time: what a hard link would have looked like.
    static func copy(_ existing: String, to path: String) throws(PublishingError) {
        let status = try status(of: existing)
        var file = try OpenFile(creating: path)
        try forEachChunk(of: existing) { (bytes) throws(PublishingError) in try file.write(bytes) }
        try file.close()
        let times = [status.st_atim, status.st_mtim]
        guard unsafe utimensat(AT_FDCWD, path, times, 0) == 0 else { throw .system(errno, cannot: "dated", path) }
    }

    /// True if there is a regular file of exactly these bytes.
    static func holds(_ path: String, _ bytes: [UInt8]) throws(PublishingError) -> Bool {
        guard let file = try OpenFile(comparing: path, size: bytes.count) else { return false }
        var buffer = [UInt8](repeating: 0, count: min(chunk, bytes.count + 1))
        var offset = 0
        while true {
            let count = try file.fill(&buffer)
            if count == 0 { return offset == bytes.count }
            guard offset + count <= bytes.count, buffer[..<count] == bytes[offset..<(offset + count)] else { return false }
            offset += count
        }
    }

    /// True if both are regular files of the same bytes.
    static func isSame(_ path: String, as other: String) throws(PublishingError) -> Bool {
        let size = Int(try status(of: other).st_size)
        guard let one = try OpenFile(comparing: path, size: size) else { return false }
        let two = try OpenFile(reading: other)
        var left = [UInt8](repeating: 0, count: chunk)
        var right = left
        while true {
            let count = try one.fill(&left)
            guard try two.fill(&right) == count, left[..<count] == right[..<count] else { return false }
            if count == 0 { return true }
        }
    }

    private static func forEachChunk(
        of path: String, _ body: (ArraySlice<UInt8>) throws(PublishingError) -> Void
    ) throws(PublishingError) {
        let file = try OpenFile(reading: path)
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = try file.fill(&buffer)
            if count == 0 { return }
            try body(buffer[..<count])
        }
    }
}
