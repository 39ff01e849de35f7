/// Turns any text into markup that shows exactly this text, in HTML, SVG and XML, between tags or in a quoted attribute.
package enum HTMLEscape {
    /// `& < > " '` become references. Characters that HTML or XML forbids, and controls other than the line feed, become spaces.
    package static func text(_ text: String) -> String {
        if text.utf8.allSatisfy({ !mayNeedEscape($0) }) { return text }
        var output = ""
        output.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "\n": output.unicodeScalars.append(scalar)
            case _ where scalar.isSpaceOrControl || isNoncharacter(scalar): output += " "
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// Markup, controls, and the first bytes of C1 controls, separators and noncharacters.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x27, 0x3C, 0x3E, 0...0x1F, 0x7F, 0xC2, 0xE2, 0xEF, 0xF0...0xFF: true
        default: false
        }
    }

    /// U+FDD0…U+FDEF and the last two of each plane (HTML §13.1.4).
    private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
    }
}
