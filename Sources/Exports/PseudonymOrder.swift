import Basics
import Files

/// Lines in order of the pseudonyms they begin with. The store gives people in order of their addresses, and that order
/// would tell a reader between which two known addresses a row is.
///
/// Memory does not grow with the number of lines: they are distributed over bands by the first digits of their pseudonym, what memory has
/// no room for moves to a temporary file, and in the end each band is sorted by itself.
struct PseudonymOrder {
    private static let limit = 4 << 20

    private var bands = ByteBands(overflow: TemporaryFile(), limit: limit)

    /// - Parameters:
    ///   - line: with its line break.
    ///   - pseudonym: in hexadecimal. A person has one line; all lines have as many bytes before their pseudonym.
    ///   - mark: is returned with the line.
    mutating func add(_ line: ByteBuffer, pseudonym: String, mark: UInt32) throws {
        let band = Int(Hexadecimal.value(of: Array(pseudonym.utf8.prefix(2))[...]) ?? 0) >> 2
        try Self.explainingFileErrors {
            try bands.append(to: band) { bytes in
                for number in [mark, UInt32(line.count)] {
                    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
                }
                bytes += line.bytes
            }
        }
    }

    /// Calls the body with every line, in order.
    func forEach(_ body: (_ line: ByteBuffer, _ mark: UInt32) throws -> Void) throws {
        for band in 0..<ByteBands.count {
            let bytes = try Self.explainingFileErrors { try bands.bytes(of: band) }
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

    private static func explainingFileErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as FileError { throw ExportError(error, writing: "A temporary file") }
    }
}
