import Basics

/// 16 bytes that stand for a contact id: a UUID's own bits, or two independent hashes of any other text.
///
/// Hashed as two words: vectors hash their elements one by one through a generic loop.
package struct ContactBits: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    package init(_ id: ContactID) { self = ContactBits(uuid: id) ?? ContactBits(hashing: id) }

    /// The bits of 8-4-4-4-12 digits, and of nothing else: two texts must never share a key because both resemble a UUID.
    package init?(uuid id: ContactID) {
        var id = id
        guard let key = id.withUTF8(Self.uuid) else { return nil }
        self = key
    }

    private static func uuid(_ text: UnsafeBufferPointer<UInt8>) -> ContactBits? {
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
        return ContactBits(high: first, low: second)
    }

    /// FNV-1a, and a variant of it from another starting point: the same in every process, since a checkpoint outlives one.
    private init(hashing id: ContactID) {
        var other: UInt64 = 0x8422_2325_cbf2_9ce4
        for byte in id.utf8 {
            other = (other ^ (UInt64(byte) &+ 0x9e)) &* FNV1a.prime
            other ^= other >> 29
        }
        (high, low) = (FNV1a.hash(id), other)
    }
}
