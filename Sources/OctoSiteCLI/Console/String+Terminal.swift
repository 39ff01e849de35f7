/// Names of campaigns and texts of the provider may hold anything, also control sequences of a terminal.
extension String {
    /// With spaces in place of control characters, and without marks of direction; line breaks stay.
    var withoutControls: String { withoutDirections.replacing(#/[\p{Cc}--[\n]]/#, with: " ") }

    /// JSON in which what ``withoutControls`` leaves out is escaped, so that nothing is lost.
    var withEscapedControls: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            guard scalar != "\n", scalar.properties.isBidiControl || scalar.properties.generalCategory == .control else {
                scalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16)
            scalars.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
        }
        return String(scalars)
    }

    /// With a space in place of all white space and control characters, and without marks of direction.
    var onOneLine: String { withoutDirections.replacing(#/[\s\p{Cc}]+/#, with: " ") }

    /// Without the marks that change the direction of writing (Unicode's Bidi_Control): letters have a direction of their own.
    private var withoutDirections: String {
        var scalars = unicodeScalars
        scalars.removeAll(where: \.properties.isBidiControl)
        return String(scalars)
    }
}
