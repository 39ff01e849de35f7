import Files
import Glibc
import Metrics

/// What memory has no room for, in a file without a name that is made when it is needed.
final class TemporaryFile: Overflow {
    private var file: OpenFile?

    func append(_ bytes: [UInt8]) throws {
        if file == nil { file = try .temporary() }
        try file?.write(bytes[...])
    }

    func bytes(at range: Range<Int>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = try file?.fill(&bytes, from: range.lowerBound) ?? 0
        guard count == range.count else { throw FileError(EIO, .read, "A temporary file in /tmp") }
        return bytes
    }
}
