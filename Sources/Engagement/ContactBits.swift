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
        let dash = UInt8(ascii: "-")
        guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash else { return nil }
        var isHexadecimal = true
        // Without a branch for each digit: every row of every pass comes through here.
        func digits(_ places: Range<Int>, behind bits: UInt64 = 0) -> UInt64 {
            var bits = bits
            for place in places {
                let (number, letter) = (text[place] &- UInt8(ascii: "0"), text[place] &- UInt8(ascii: "a"))
                isHexadecimal = isHexadecimal && (number < 10 || letter < 6)
                bits = bits << 4 | UInt64(number < 10 ? number : letter &+ 10)
            }
            return bits
        }
        let high = digits(14..<18, behind: digits(9..<13, behind: digits(0..<8)))
        let low = digits(24..<36, behind: digits(19..<23))
        return isHexadecimal ? ContactBits(high: high, low: low) : nil
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
