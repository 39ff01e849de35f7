/// UUIDs of version 1, as the provider's campaigns and contacts have: they contain the time of creation.
enum UUIDText {
    /// - Parameters:
    ///   - seconds: the Unix time in the id.
    ///   - entropy: fills the fraction of the second and the clock sequence, so that ids of one second differ.
    ///   - node: fills the node.
    static func version1(seconds: Int64, entropy: UInt64, node: UInt64) -> String {
        let text = bytes(seconds: seconds, entropy: entropy, node: node)
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(seconds: Int64, entropy: UInt64, node: UInt64) -> [UInt8] {
        // 100 ns intervals between 1582-10-15 and 1970-01-01, RFC 9562 §5.1.
        let ticks = UInt64(bitPattern: seconds) &* 10_000_000 &+ entropy % 10_000_000 &+ 0x01b2_1dd2_1381_4000
        let low = ticks & 0xffff_ffff
        let middle = ticks >> 32 & 0xffff
        let high = ticks >> 48 & 0x0fff | 0x1000
        let first = low << 32 | middle << 16 | high
        let second = (entropy >> 48 & 0x3fff | 0x8000) << 48 | node >> 16
        var text: [UInt8] = []
        text.reserveCapacity(36)
        append(first, to: &text, dashesAfter: [8, 12])
        text.append(UInt8(ascii: "-"))
        append(second, to: &text, dashesAfter: [4])
        return text
    }

    private static func append(_ word: UInt64, to text: inout [UInt8], dashesAfter dashes: [Int]) {
        for digit in 0..<16 {
            if dashes.contains(digit) { text.append(UInt8(ascii: "-")) }
            let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * digit) & 15)
            text.append(value < 10 ? value + 48 : value + 87)
        }
    }
}
