import Basics
import Glibc

/// What memory has no room for, in a file without a name that is made when it is needed.
package final class TemporaryFile: Overflow {
    private var file: OpenFile?

    package init() {}

    package func append(_ bytes: [UInt8]) throws(FileError) {
        if file == nil { file = try .temporary() }
        try file?.write(bytes[...])
    }

    package func bytes(at range: Range<Int>) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = try file?.fill(&bytes, from: range.lowerBound) ?? 0
        guard count == range.count else { throw FileError(EIO, .read, "A temporary file in /tmp") }
        return bytes
    }
}
