import Basics
import Engagement
import Markdown
import Metrics

/// What stands in one place of a table, as HTML, as Markdown, and as what it is sorted by.
struct Cell: Sendable {
    var html: String
    var markdown: String
    /// Where the text itself can't be compared as a number or in the order of its letters.
    var sortKey: String?

    init(html: String, markdown: String, sortKey: String? = nil) {
        self.html = html
        self.markdown = markdown
        self.sortKey = sortKey
    }

    static let empty = Cell(html: "", markdown: "")

    static func text(_ text: String?) -> Cell {
        Cell(html: HTMLEscape.text(text ?? ""), markdown: MarkdownEscape.text(text ?? ""))
    }

    /// Words of ours, without anything that means something in Markdown.
    static func words(_ text: String, sortKey: String? = nil) -> Cell {
        Cell(html: HTMLEscape.text(text), markdown: text, sortKey: sortKey)
    }

    /// A link within the site. Names of people's campaigns may run in any direction.
    static func link(_ text: String, to address: String, note: String? = nil, sortKey: String? = nil) -> Cell {
        let note = note.flatMap { $0.isEmpty ? nil : $0 }
        return Cell(
            html: "<a href=\"\(address)\"><bdi>\(HTMLEscape.text(text))</bdi></a>"
                + (note.map { " <small><bdi>\(HTMLEscape.text($0))</bdi></small>" } ?? ""),
            markdown: "[\(MarkdownEscape.text(text))](\(address))"
                + (note.map { " – \(MarkdownEscape.text($0))" } ?? ""), sortKey: sortKey)
    }

    /// An address that somebody else wrote: a link if it is fit to be one, else text.
    static func address(_ text: String) -> Cell {
        guard let link = WebLink(text) else { return .text(text) }
        return Cell(
            html:
                "<a href=\"\(HTMLEscape.text(link.address))\" rel=\"noreferrer nofollow\">\(HTMLEscape.text(text))</a>",
            markdown: link.markdown(text))
    }

    static func count(_ number: Int) -> Cell { .words(Format.count(number)) }
    static func count(_ number: Int?) -> Cell { number.map { .count($0) } ?? .missing }

    /// `n/a`, sorted below every number.
    static let missing = Cell(html: "<span class=\"na\">n/a</span>", markdown: "n/a", sortKey: "-1")

    /// What came: nothing is shown as a quiet dot.
    static func change(_ number: Int) -> Cell {
        number == 0
            ? Cell(html: "<span class=\"na\">·</span>", markdown: "·", sortKey: "0")
            : .words(Format.change(number), sortKey: String(number))
    }

    static func date(_ time: Timestamp?, _ clock: Clock) -> Cell { moment(time, clock.date) }
    static func time(_ time: Timestamp?, _ clock: Clock) -> Cell { moment(time, clock.dateAndTime) }

    private static func moment(_ time: Timestamp?, _ text: (Timestamp) -> String) -> Cell {
        guard let time else { return .missing }
        return Cell(
            html: "<time datetime=\"\(time.iso8601)\">\(text(time))</time>", markdown: text(time),
            sortKey: String(time.seconds))
    }

    static func badge(_ badge: Badge) -> Cell {
        Cell(html: badge.html, markdown: badge.text, sortKey: String(badge.rank))
    }

    static func badges(_ badges: [Badge]) -> Cell {
        Cell(
            html: badges.map(\.html).joined(separator: " "), markdown: badges.map(\.text).joined(separator: ", "),
            sortKey: badges.map(\.rank).max().map { String($0) })
    }
}
