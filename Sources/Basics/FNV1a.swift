/// The 64-bit FNV-1a hash, <http://www.isthe.com/chongo/tech/comp/fnv/>: the same in every process, unlike `Hasher`. It is no
/// protection against someone who looks for two texts of one hash.
package enum FNV1a {
    package static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
    package static let prime: UInt64 = 0x100_0000_01b3

    /// Of the text's UTF-8.
    package static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(offsetBasis) { ($0 ^ UInt64($1)) &* prime }
    }

    /// Not generic: other modules would call it for each byte through a witness, and a night would take a fifth longer.
    package static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(offsetBasis) { ($0 ^ UInt64($1)) &* prime }
    }
}
