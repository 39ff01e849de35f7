import Markdown

/// A table that somebody wrote into a template with pipes, as cmark knows none: in a fence called `table`.
struct PipeTable {
    private let head: [String]
    private let rows: [[String]]
    private let numberColumns: Set<Int>

    /// Nil if the second line is not one of dashes.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map(Self.cells)
        guard lines.count >= 2, lines[1].allSatisfy({ $0.contains("-") && $0.allSatisfy { "-: ".contains($0) } }) else { return nil }
        head = lines[0]
        rows = Array(lines.dropFirst(2))
        numberColumns = Set(lines[1].indices.filter { lines[1][$0].hasSuffix(":") })
    }

    var html: String {
        var output = "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n"
        append(head, tags: (first: "th scope=\"col\"", others: "th scope=\"col\""), to: &output)
        output += "</thead>\n<tbody>\n"
        for row in rows { append(row, tags: (first: "th scope=\"row\"", others: "td"), to: &output) }
        return output + "</tbody>\n</table>\n</div>\n"
    }

    private func append(_ cells: [String], tags: (first: String, others: String), to output: inout String) {
        output += "<tr>"
        for column in head.indices {
            let tag = column == 0 ? tags.first : tags.others
            let style = numberColumns.contains(column) ? " class=\"number\"" : ""
            let text = column < cells.count ? cells[column] : ""
            output += "<\(tag)\(style)>\(Self.inline(text))</\(tag.prefix(2))>"
        }
        output += "</tr>\n"
    }

    /// Markdown within a line.
    private static func inline(_ text: String) -> String {
        var html = RenderedMarkdown(text).html[...]
        if html.hasPrefix("<p>"), html.hasSuffix("</p>\n") { html = html.dropFirst(3).dropLast(5) }
        return String(html)
    }

    /// Split at pipes that no backslash stands before.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isEscaped = false
        for character in line.trimmingPrefix(while: \.isWhitespace) {
            if character == "|", !isEscaped { cells.append("") } else { cells[cells.count - 1].append(character) }
            isEscaped = character == "\\" && !isEscaped
        }
        if cells.first == "" { cells.removeFirst() }
        if let last = cells.last, last.allSatisfy(\.isWhitespace) { cells.removeLast() }
        return cells.map { cell in
            let start = cell.drop(while: \.isWhitespace)
            return String(start.reversed().drop(while: \.isWhitespace).reversed())
        }
    }
}
