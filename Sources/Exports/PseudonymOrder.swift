import Basics
import Files

/// Lines in order of the pseudonyms they begin with. The store gives people in order of their addresses, and that order
/// would tell a reader between which two known addresses a row is.
///
/// Memory does not grow with the number of lines: they are distributed over 64 buckets by the first digits of their
/// pseudonym, a bucket that grows moves to a temporary file, and in the end each bucket is sorted by itself.
struct PseudonymOrder {
    private static let buckets = 64
    /// How many bytes of a bucket are in memory: 4 MB in all.
    private static let limit = 1 << 16

    private struct Bucket {
        var bytes = ByteBuffer()
        var spool: Spool?
    }

    private var buckets = [Bucket](repeating: Bucket(), count: PseudonymOrder.buckets)

    /// - Parameters:
    ///   - line: with its line break.
    ///   - pseudonym: in hexadecimal. A person has one line; all lines have as many bytes before their pseudonym.
    ///   - mark: is returned with the line.
    mutating func add(_ line: ByteBuffer, pseudonym: String, mark: UInt32) throws(ExportError) {
        let bucket = Int(Hexadecimal.value(of: Array(pseudonym.utf8.prefix(2))[...]) ?? 0) >> 2
        for number in [mark, UInt32(line.count)] {
            for shift in [24, 16, 8, 0] as [UInt32] { buckets[bucket].bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        buckets[bucket].bytes.append(line)
        guard buckets[bucket].bytes.count > Self.limit else { return }
        if buckets[bucket].spool == nil { buckets[bucket].spool = try Spool() }
        try buckets[bucket].spool?.append(buckets[bucket].bytes)
        buckets[bucket].bytes.clear()
    }

    /// Calls the body with every line, in order.
    func forEach(_ body: (_ line: ByteBuffer, _ mark: UInt32) throws -> Void) throws {
        for bucket in buckets {
            let bytes = try (bucket.spool?.contents() ?? []) + bucket.bytes.bytes
            for (mark, range) in Self.lines(in: bytes) {
                var line = ByteBuffer()
                line.append(bytes[range])
                try body(line, mark)
            }
        }
    }

    private static func lines(in bytes: [UInt8]) -> [(mark: UInt32, range: Range<Int>)] {
        var lines: [(mark: UInt32, range: Range<Int>)] = []
        var index = 0
        while index < bytes.count {
            let mark = number(bytes, index)
            let start = index + 8
            index = start + Int(number(bytes, index + 4))
            lines.append((mark, start..<index))
        }
        return lines.sorted { bytes[$0.range].lexicographicallyPrecedes(bytes[$1.range]) }
    }

    private static func number(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// The part of a bucket that is in a temporary file.
private final class Spool {
    private static let name = "A temporary file"
    private let file: OpenFile

    init() throws(ExportError) {
        file = try explainingFileErrors(Self.name) { () throws(FileError) in try .temporary() }
    }

    func append(_ buffer: ByteBuffer) throws(ExportError) {
        try explainingFileErrors(Self.name) { () throws(FileError) in try file.write(buffer.bytes[...]) }
    }

    /// Everything that was appended. Nothing can be appended afterwards.
    func contents() throws(ExportError) -> [UInt8] {
        try explainingFileErrors(Self.name) { () throws(FileError) in
            try file.rewind()
            var bytes = [UInt8](repeating: 0, count: try file.status().size)
            let count = try file.fill(&bytes)
            return Array(bytes[..<count])
        }
    }
}
