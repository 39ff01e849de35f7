import Basics
import Engagement

/// 128 bits that stand for a person, the same in every process. Two people of a million share them by chance less often than a
/// disk fails.
struct PersonHash: Hashable, Sendable, Comparable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    init(_ person: Person) {
        var (first, second) = (FNV1a.offsetBasis, UInt64(0x9e37_79b9_7f4a_7c15))
        for byte in person.utf8 {
            first = (first ^ UInt64(byte)) &* FNV1a.prime
            // Another prime, and the high bits mixed into the low ones.
            second = (second ^ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
            second ^= second >> 32
        }
        (high, low) = (first, second)
    }

    static func < (left: PersonHash, right: PersonHash) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

/// 64 bits that tell the contacts of one person apart, of which few people have more than two.
struct ContactHash: Hashable, Sendable {
    let bits: UInt64

    init(bits: UInt64) { self.bits = bits }

    init(of contact: ContactID) { bits = FNV1a.hash(contact) }
}
