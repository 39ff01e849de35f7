/// Thrown by a decoder for an element that is no row of the listing it stands in.
struct UnusableElement: Error, Hashable {
    /// The end of a sentence that begins with the row: `has no contact id`.
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

extension JSONValue {
    /// - Throws: ``UnusableElement`` if this is anything but an object.
    func requireObject() throws(UnusableElement) {
        switch kind {
        case .object: return
        case .null: throw UnusableElement("is null")
        default: throw UnusableElement("is no object")
        }
    }
}
