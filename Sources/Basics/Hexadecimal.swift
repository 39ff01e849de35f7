/// Hexadecimal digits as ASCII bytes.
package enum Hexadecimal {
    /// The value of a digit in either case, or nil if the byte is no digit.
    package static func value(ofDigit byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The number that up to eight digits write, or nil if one of the bytes is no digit.
    package static func value(of digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for byte in digits {
            guard let digit = self.value(ofDigit: byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// The lower-case digit of the low four bits.
    package static func digit(_ value: UInt8) -> UInt8 {
        let value = value & 0xF
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

// Arrays, not any sequence: the compiler does not specialise generic functions of another module, and a digest is written
// for every person of an export.
extension [UInt8] {
    /// Two lower-case digits per byte.
    package var hexadecimal: String {
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in self {
            text.append(Hexadecimal.digit(byte >> 4))
            text.append(Hexadecimal.digit(byte))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads two digits per byte, in either case; nil if a character is no digit or the last byte has one digit only.
    package init?(hexadecimal text: String) {
        self = []
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = Hexadecimal.value(ofDigit: digit) else { return nil }
            if let first = high {
                append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        if high != nil { return nil }
    }
}
