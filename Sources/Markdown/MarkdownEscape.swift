import Basics

/// Turns any text into Markdown that shows exactly this text, on one line.
package enum MarkdownEscape {
    /// Every ASCII punctuation mark gets a backslash (CommonMark §2.4); line breaks and controls become spaces; runs of spaces
    /// become one, and spaces at both ends, which mean something in Markdown, are removed.
    package static func text(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count + text.utf8.count / 4)
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            if scalar.isSpaceOrControl {
                isSpaceDue = !output.isEmpty
                continue
            }
            if isSpaceDue {
                output += " "
                isSpaceDue = false
            }
            if isPunctuation(scalar) { output += "\\" }
            output.unicodeScalars.append(scalar)
        }
        return output
    }

    /// `!` … `/`, `:` … `@`, `[` … backtick, `{` … `~`
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
