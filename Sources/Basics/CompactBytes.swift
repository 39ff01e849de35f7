/// Writes numbers and texts one after the other in few bytes; ``CompactReader`` reads them back in the same order.
package struct CompactWriter: Hashable, Sendable {
    package private(set) var bytes: [UInt8]

    /// - Parameter bytes: what has been written before.
    package init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    /// Seven bits a byte, the lowest first; negative numbers after the positive ones of the same size.
    package mutating func append(_ number: Int64) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func append(_ number: Int) { append(Int64(number)) }

    package mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes += text.utf8
    }

    /// Eight bytes, the lowest first: for numbers that are rarely small.
    package mutating func append(fixed number: UInt64) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    package mutating func append(byte: UInt8) { bytes.append(byte) }

    package mutating func append(_ other: ArraySlice<UInt8>) { bytes += other }

    /// The number of values first.
    package mutating func append<Value>(_ values: some Collection<Value>, _ write: (inout CompactWriter, Value) -> Void) {
        append(values.count)
        for value in values { write(&self, value) }
    }
}

/// Reads what ``CompactWriter`` has written.
package struct CompactReader: Sendable {
    private let bytes: [UInt8]
    /// Where the next value begins.
    package private(set) var place: Int

    /// The bytes end too early, or hold a number or a text that was never written.
    package struct Damaged: Error {
        package init() {}
    }

    package init(_ bytes: [UInt8], at place: Int = 0) { (self.bytes, self.place) = (bytes, place) }

    package var isAtEnd: Bool { place >= bytes.count }

    /// Reads on from a value that begins there.
    package mutating func move(to place: Int) { self.place = max(0, place) }

    package mutating func byte() throws(Damaged) -> UInt8 {
        guard place < bytes.count else { throw Damaged() }
        place += 1
        return bytes[place - 1]
    }

    package mutating func number() throws(Damaged) -> Int64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw Damaged() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))) }
            shift += 7
        }
    }

    package mutating func int() throws(Damaged) -> Int { Int(try number()) }

    package mutating func fixed() throws(Damaged) -> UInt64 {
        guard bytes.count - place >= 8 else { throw Damaged() }
        defer { place += 8 }
        let number = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        return UInt64(littleEndian: number)
    }

    package mutating func text() throws(Damaged) -> String {
        let count = try int()
        guard count >= 0, count <= bytes.count - place, let text = String(validating: bytes[place..<place + count], as: UTF8.self)
        else { throw Damaged() }
        place += count
        return text
    }

    package mutating func array<Value>(
        _ read: (inout CompactReader) throws(Damaged) -> Value
    ) throws(Damaged) -> [Value] {
        let count = try int()
        guard count >= 0, count <= bytes.count - place else { throw Damaged() }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }
}
