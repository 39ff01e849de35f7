/// The bytes of a contact in a report's row, as 128 bits. Only this process can make it: hashes are keyed by a secret of the
/// process, so that no provider can make two records look alike.
package struct RecordDigest: Hashable, Sendable {
    private let bits: SIMD2<UInt64>

    init(_ bytes: ArraySlice<UInt8>) {
        func hash(_ start: UInt8) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(start)
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            return UInt64(bitPattern: Int64(hasher.finalize()))
        }
        bits = SIMD2(hash(0), hash(1))
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(bits.x) }
}
