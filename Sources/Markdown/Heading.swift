/// A heading of a document, with the id to link to it.
package struct Heading: Hashable, Sendable {
    /// 1…6
    package var level: Int
    /// Without markup.
    package var text: String
    /// Letters and digits of ASCII in lower case, hyphens between them; unique in the document.
    package var id: String

    static func id(for text: String) -> String {
        var id = ""
        for byte in text.utf8.lazy.map({ (65...90).contains($0) ? $0 + 32 : $0 }) {
            if (97...122).contains(byte) || (48...57).contains(byte) {
                id.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !id.isEmpty, id.last != "-" {
                id += "-"
            }
        }
        if id.last == "-" { id.removeLast() }
        return id.isEmpty ? "section" : id
    }
}
