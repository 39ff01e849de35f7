/// Names of campaigns and the provider's own words may hold anything, and a terminal obeys what it is sent.
extension String {
    /// Without what could steer a terminal; line breaks stay.
    var withoutControls: String { replacing(#/[\p{Cc}--[\n]]/#, with: " ") }

    var onOneLine: String { replacing(#/[\s\p{Cc}]+/#, with: " ") }
}
