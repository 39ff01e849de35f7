import Basics
import Engagement
import Markdown
import Metrics

/// One place of a table, as HTML, as Markdown, and as what it is sorted by.
struct Cell: Sendable {
    var html: HTML
    var markdown: String
    /// Set where the text itself can't be compared as a number or alphabetically.
    var sortKey: String?

    init(html: HTML, markdown: String, sortKey: String? = nil) {
        self.html = html
        self.markdown = markdown
        self.sortKey = sortKey
    }

    /// - Parameter html: writes the cell's content.
    init(markdown: String, sortKey: String? = nil, html: (inout HTMLWriter) -> Void) {
        self.init(html: HTMLWriter.html(html), markdown: markdown, sortKey: sortKey)
    }

    static let empty = Cell(html: HTML(), markdown: "")

    static func text(_ text: String?) -> Cell {
        Cell(markdown: MarkdownEscape.text(text ?? "")) { $0.text(text ?? "") }
    }

    /// Trusted text, with nothing that means something in Markdown.
    static func trusted(_ text: String, sortKey: String? = nil) -> Cell {
        Cell(markdown: text, sortKey: sortKey) { $0.text(text) }
    }

    /// A link within the site. A campaign's name may run in either direction, whatever is around it.
    static func link(_ text: String, to address: String, note: String? = nil, sortKey: String? = nil) -> Cell {
        let note = note.flatMap { $0.isVisible ? $0 : nil }
        let markdown =
            "[\(MarkdownEscape.text(text))](\(address))" + (note.map { " – \(MarkdownEscape.text($0))" } ?? "")
        return Cell(markdown: markdown, sortKey: sortKey) { html in
            html.element("a", ["href": address]) { $0.element("bdi", text: text) }
            guard let note else { return }
            html.text(" ")
            html.element("small") { $0.element("bdi", text: note) }
        }
    }

    /// An address from outside: a link if it is fit to be one, else text.
    static func address(_ text: String) -> Cell {
        guard let link = WebLink(text), text.isVisible else { return .text(text) }
        return Cell(markdown: link.markdown(text)) {
            $0.element("a", ["href": link.address, "rel": "noreferrer nofollow"], text: text)
        }
    }

    /// A link's address as people read it: without its scheme, the middle of a long one left out; and how many variants it has.
    static func shortAddress(_ text: String, variants: [String]) -> Cell {
        let shown = shortened(text)
        let note = variants.count > 1 ? "\(Format.count(variants.count)) variants" : nil
        let noteText = note.map { " (\($0))" } ?? ""
        guard let link = WebLink(text) else {
            return Cell(markdown: MarkdownEscape.text(shown) + noteText) { html in
                html.text(shown)
                writeVariants(note, variants, into: &html)
            }
        }
        return Cell(markdown: link.markdown(shown) + noteText) { html in
            html.element("a", ["href": link.address, "rel": "noreferrer nofollow", "title": text], text: shown)
            writeVariants(note, variants, into: &html)
        }
    }

    private static func writeVariants(_ note: String?, _ variants: [String], into html: inout HTMLWriter) {
        guard let note else { return }
        html.text(" ")
        html.element("small", ["title": variants.prefix(10).joined(separator: "\n")], text: note)
    }

    private static func shortened(_ text: String) -> String {
        let bare = shownName(withoutScheme(text), text, otherwise: "(no address)")
        return bare.count <= 64 ? bare : "\(bare.prefix(38))…\(bare.suffix(24))"
    }

    /// A web address without `https://` and `www.`.
    private static func withoutScheme(_ text: String) -> String {
        func drop(_ prefix: String, from text: Substring) -> Substring? {
            let start = text.prefix(prefix.count)
            return start.lowercased() == prefix ? text.dropFirst(prefix.count) : nil
        }
        guard let rest = drop("https://", from: text[...]) ?? drop("http://", from: text[...]) else { return text }
        return String(drop("www.", from: rest) ?? rest)
    }

    static func count(_ number: Int) -> Cell { .trusted(Format.count(number)) }
    static func count(_ number: Int?) -> Cell { number.map { .count($0) } ?? .missing }

    /// `n/a`, sorted below every number.
    static let missing = quiet("n/a", sortKey: "-1")

    /// A difference of counts; 0 is shown as a pale dot.
    static func change(_ number: Int) -> Cell {
        number == 0 ? quiet("·", sortKey: "0") : .trusted(Format.change(number), sortKey: String(number))
    }

    /// `n/a` where it is not known.
    static func change(_ number: Int?) -> Cell { number.map { .change($0) } ?? .missing }

    /// How many of several there are; 0 is shown as a pale dot.
    static func tally(_ number: Int) -> Cell {
        number == 0 ? quiet("·", sortKey: "0") : .trusted(Format.count(number), sortKey: String(number))
    }

    private static func quiet(_ text: String, sortKey: String) -> Cell {
        Cell(markdown: text, sortKey: sortKey) { $0.element("span", ["class": "na"], text: text) }
    }

    static func date(_ time: Timestamp?, _ times: TimeText) -> Cell { moment(time, times.date) }
    static func time(_ time: Timestamp?, _ times: TimeText) -> Cell { moment(time, times.dateAndTime) }

    private static func moment(_ time: Timestamp?, _ text: (Timestamp) -> String) -> Cell {
        guard let time else { return .missing }
        return Cell(markdown: text(time), sortKey: String(time.seconds)) {
            $0.element("time", ["datetime": time.iso8601], text: text(time))
        }
    }

    static func badge(_ badge: Badge) -> Cell { badges([badge]) }

    static func badges(_ badges: [Badge]) -> Cell {
        let markdown = badges.map(\.text).joined(separator: ", ")
        return Cell(markdown: markdown, sortKey: badges.map(\.tone.rank).max().map { String($0) }) { html in
            for (index, badge) in badges.enumerated() {
                if index > 0 { html.text(" ") }
                html.html(badge.html)
            }
        }
    }
}
