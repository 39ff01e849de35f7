import Basics

/// A set of contact ids at 16 bytes each: a UUID's own bits, or two independent hashes of any other text. So a walk over a
/// report of any size can be checked for duplicates in a few megabytes.
package struct ContactSet: Sendable {
    private var keys: Set<Key> = []

    /// Hashed as two words: vectors hash their elements one by one through a generic loop.
    private struct Key: Hashable {
        var x: UInt64
        var y: UInt64
    }

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
        while let high = word(), let low = word() { keys.insert(Key(x: high, y: low)) }
    }

    private static func key(of id: ContactID) -> Key {
        var id = id
        return id.withUTF8(uuid) ?? hash(of: id)
    }

    /// The bits of 8-4-4-4-12 digits, and of nothing else: two texts must never share a key because both resemble a UUID.
    private static func uuid(_ text: UnsafeBufferPointer<UInt8>) -> Key? {
        guard text.count == 36 else { return nil }
        var (first, second): (UInt64, UInt64) = (0, 0)
        for place in 0..<36 {
            let digit: UInt64
            switch text[place] {
            case 45 where place == 8 || place == 13 || place == 18 || place == 23: continue
            case _ where place == 8 || place == 13 || place == 18 || place == 23: return nil
            case let byte where 48...57 ~= byte: digit = UInt64(byte - 48)
            case let byte where 97...102 ~= byte: digit = UInt64(byte - 87)
            default: return nil
            }
            if place < 18 { first = first << 4 | digit } else { second = second << 4 | digit }
        }
        return Key(x: first, y: second)
    }

    /// FNV-1a, and a variant of it from another starting point: the same in every process, since a checkpoint outlives one.
    private static func hash(of id: ContactID) -> Key {
        var other: UInt64 = 0x8422_2325_cbf2_9ce4
        for byte in id.utf8 {
            other = (other ^ (UInt64(byte) &+ 0x9e)) &* FNV1a.prime
            other ^= other >> 29
        }
        return Key(x: FNV1a.hash(id), y: other)
    }
}
