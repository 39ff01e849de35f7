/// Names of campaigns and the provider's own words may hold anything, and a terminal obeys what it is sent.
extension String {
    /// Without what could steer a terminal or turn the order of what is printed; line breaks stay.
    var withoutControls: String { withoutDirections.replacing(#/[\p{Cc}--[\n]]/#, with: " ") }

    var onOneLine: String { withoutDirections.replacing(#/[\s\p{Cc}]+/#, with: " ") }

    /// Without the marks that change the direction of writing (Unicode's Bidi_Control): letters have a direction of their own.
    private var withoutDirections: String {
        var scalars = unicodeScalars
        scalars.removeAll(where: \.properties.isBidiControl)
        return String(scalars)
    }
}
