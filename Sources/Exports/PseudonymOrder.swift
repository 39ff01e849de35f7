import Glibc

/// Lines in order of the pseudonyms they begin with. The store gives people in order of their addresses, and that order
/// would tell an outsider between which two known addresses a row stands.
///
/// Memory stays flat: lines are dealt into 64 piles by the first digits of their pseudonym, a pile that grows goes
/// into a temporary file that has no name, and in the end one pile after the other is sorted.
struct PseudonymOrder {
    private static let piles = 64
    /// How much of a pile is held in memory: 4 MB in all, which a small account never fills.
    private static let held = 1 << 16

    private struct Pile {
        var bytes = ByteBuffer()
        var spool: Spool?
    }

    private var piles = [Pile](repeating: Pile(), count: PseudonymOrder.piles)

    /// - Parameters:
    ///   - line: with its end.
    ///   - pseudonym: hexadecimal, the same for everybody only once; all lines have as many bytes before theirs.
    ///   - mark: comes back with the line.
    mutating func add(_ line: ByteBuffer, pseudonym: String, mark: UInt32) throws(ExportError) {
        let pile = (UInt8(pseudonym.prefix(2), radix: 16) ?? 0) >> 2
        for number in [mark, UInt32(line.count)] {
            for shift in [24, 16, 8, 0] as [UInt32] { piles[Int(pile)].bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        piles[Int(pile)].bytes.append(line)
        guard piles[Int(pile)].bytes.count > Self.held else { return }
        if piles[Int(pile)].spool == nil { piles[Int(pile)].spool = try Spool() }
        try piles[Int(pile)].spool?.append(piles[Int(pile)].bytes)
        piles[Int(pile)].bytes.clear()
    }

    /// Hands out every line in order.
    func forEach(_ body: (_ line: ByteBuffer, _ mark: UInt32) throws -> Void) throws {
        for pile in piles {
            let bytes = try (pile.spool?.contents() ?? []) + pile.bytes.bytes
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

/// A temporary file without a name: it is gone with the process, however that ends.
private final class Spool {
    private static let name = "A temporary file"
    private let file: UnsafeMutablePointer<FILE>

    init() throws(ExportError) {
        guard let file = tmpfile() else { throw .system(errno, file: Self.name) }
        self.file = file
    }

    deinit { fclose(file) }

    func append(_ buffer: ByteBuffer) throws(ExportError) {
        let written = buffer.bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == buffer.count else { throw .system(errno, file: Self.name) }
    }

    func contents() throws(ExportError) -> [UInt8] {
        let size = ftell(file)
        rewind(file)
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, size)) { buffer, count in
            count = fread(buffer.baseAddress, 1, max(0, size), file)
        }
        guard size >= 0, bytes.count == size else { throw .system(errno, file: Self.name) }
        return bytes
    }
}
