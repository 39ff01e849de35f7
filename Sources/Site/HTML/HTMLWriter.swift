import Basics

/// Writes HTML: elements are closed, and every text and attribute is escaped.
struct HTMLWriter {
    /// Attributes in the order they are written. A value of nil leaves the attribute out, an empty one writes its name alone.
    typealias Attributes = KeyValuePairs<String, String?>

    private var markup = ""

    /// What the body writes.
    static func html(_ body: (inout HTMLWriter) -> Void) -> HTML {
        var writer = HTMLWriter()
        body(&writer)
        return HTML(trusted: writer.markup)
    }

    mutating func element(_ name: String, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void) {
        open(name, attributes)
        content(&self)
        close(name)
    }

    mutating func element(_ name: String, _ attributes: Attributes = [:], text: String) {
        open(name, attributes)
        self.text(text)
        close(name)
    }

    /// An element that has no content and no end tag, such as `input`.
    mutating func emptyElement(_ name: String, _ attributes: Attributes = [:]) { open(name, attributes) }

    mutating func text(_ text: String) { markup += HTMLEscape.text(text) }

    mutating func html(_ html: HTML) { markup += html.markup }

    /// A line break in the source, where a browser shows nothing.
    mutating func newline() { markup += "\n" }

    private mutating func open(_ name: String, _ attributes: Attributes) {
        markup += "<\(name)"
        for (name, value) in attributes {
            guard let value else { continue }
            markup += " \(name)"
            if !value.isEmpty { markup += "=\"\(HTMLEscape.text(value))\"" }
        }
        markup += ">"
    }

    private mutating func close(_ name: String) { markup += "</\(name)>" }
}
