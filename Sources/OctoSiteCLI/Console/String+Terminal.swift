/// Names of campaigns and texts of the provider may hold anything, also control sequences of a terminal.
extension String {
    /// With spaces in place of control characters, and without marks of direction; line breaks stay.
    var withoutControls: String { withoutDirections.replacing(#/[\p{Cc}--[\n]]/#, with: " ") }

    /// With a space in place of all white space and control characters, and without marks of direction.
    var onOneLine: String { withoutDirections.replacing(#/[\s\p{Cc}]+/#, with: " ") }

    /// Without the marks that change the direction of writing (Unicode's Bidi_Control): letters have a direction of their own.
    private var withoutDirections: String {
        var scalars = unicodeScalars
        scalars.removeAll(where: \.properties.isBidiControl)
        return String(scalars)
    }
}
