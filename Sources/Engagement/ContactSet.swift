import Basics

/// A set of contact ids at 16 bytes each: a UUID's own bits, or two independent hashes of any other text. So a walk over a
/// report of any size can be checked for duplicates in a few megabytes.
package struct ContactSet: Sendable {
    private var keys: Set<SIMD2<UInt64>> = []

    package init() {}

    package var count: Int { keys.count }

    /// True if the id is new to the set.
    @discardableResult
    package mutating func insert(_ id: ContactID) -> Bool { keys.insert(Self.key(of: id)).inserted }

    package func contains(_ id: ContactID) -> Bool { keys.contains(Self.key(of: id)) }

    package mutating func formUnion(_ other: ContactSet) { keys.formUnion(other.keys) }

    package static let bytesPerID = 16

    /// The set as bytes, in no particular order: what a checkpoint keeps of an unfinished walk.
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(keys.count * Self.bytesPerID)
        for key in keys {
            for word in [key.x, key.y] {
                for shift in stride(from: 56, through: 0, by: -8) {
                    output.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
                }
            }
        }
        return output
    }

    /// Reads ``bytes`` back; an incomplete id at the end is ignored.
    package init(bytes: some Collection<UInt8>) {
        var iterator = bytes.makeIterator()
        func word() -> UInt64? {
            var value: UInt64 = 0
            for _ in 0..<8 {
                guard let byte = iterator.next() else { return nil }
                value = value << 8 | UInt64(byte)
            }
            return value
        }
        while let high = word(), let low = word() { keys.insert(SIMD2(high, low)) }
    }

    private static func key(of id: ContactID) -> SIMD2<UInt64> {
        var words = SIMD2<UInt64>(0, 0)
        var (place, digits) = (0, 0)
        for byte in id.utf8 {
            let value: UInt64
            switch (place, byte) {
            // 8-4-4-4-12, and nothing else: two texts must never share a key because both resemble a UUID.
            case (8, 45), (13, 45), (18, 45), (23, 45):
                place += 1
                continue
            case (8, _), (13, _), (18, _), (23, _), (36..., _): return hash(of: id)
            case (_, 48...57): value = UInt64(byte - 48)
            case (_, 97...102): value = UInt64(byte - 87)
            default: return hash(of: id)
            }
            words[digits / 16] = words[digits / 16] << 4 | value
            place += 1
            digits += 1
        }
        return place == 36 ? words : hash(of: id)
    }

    /// FNV-1a, and a variant of it from another starting point: the same in every process, since a checkpoint outlives one.
    private static func hash(of id: ContactID) -> SIMD2<UInt64> {
        var other: UInt64 = 0x8422_2325_cbf2_9ce4
        for byte in id.utf8 {
            other = (other ^ (UInt64(byte) &+ 0x9e)) &* FNV1a.prime
            other ^= other >> 29
        }
        return SIMD2(FNV1a.hash(id), other)
    }
}
