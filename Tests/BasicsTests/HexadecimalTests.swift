import Basics
import TestSupport
import Testing

@Suite("Hexadecimal")
struct HexadecimalTests {
    @Test("every byte reads back, in both cases")
    func roundTrip() {
        let bytes = Array(UInt8.min ... .max)
        let text = bytes.hexadecimal
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text.count == 512)
        #expect([UInt8](hexadecimal: text) == bytes)
        #expect([UInt8](hexadecimal: text.uppercased()) == bytes)
        #expect([UInt8]().hexadecimal == "" && [UInt8](hexadecimal: "") == [])
    }

    @Test("texts are ordered as their bytes")
    func order() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<1_000 {
            let (left, right) = (random.next().bigEndianBytes, random.next().bigEndianBytes)
            #expect((left.hexadecimal < right.hexadecimal) == left.lexicographicallyPrecedes(right))
        }
    }

    @Test("anything else is refused", arguments: ["0", "123", "0g", " 00", "00 ", "+1", "é0", "０0", "0x00"])
    func refusal(text: String) { #expect([UInt8](hexadecimal: text) == nil) }

    @Test("digits are those of the standard library")
    func digits() {
        for byte in UInt8.min ... .max {
            let value = Hexadecimal.value(ofDigit: byte)
            #expect(value.map(Int.init) == Character(Unicode.Scalar(byte)).hexDigitValue)
            if let value { #expect(String(Unicode.Scalar(Hexadecimal.digit(value))) == String(value, radix: 16)) }
        }
    }

    @Test("numbers are those of the standard library")
    func numbers() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<500 {
            let number = UInt32(truncatingIfNeeded: random.next())
            let text = number.padded(to: random.int(1...8), radix: 16)
            #expect(Hexadecimal.value(of: Array(text.utf8)[...]) == number)
            #expect(Hexadecimal.value(of: Array(text.uppercased().utf8)[...]) == number)
        }
        #expect(Hexadecimal.value(of: Array("00+1".utf8)[...]) == nil)
    }

    /// The values of the authors' own tables, <http://www.isthe.com/chongo/src/fnv/test_fnv.c>.
    @Test(
        "FNV-1a of known texts",
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
        ] as [(String, UInt64)])
    func hash(text: String, expected: UInt64) { #expect(FNV1a.hash(text) == expected) }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
