import Markdown

/// A table that a template's author wrote with pipes in a fence called `table`: cmark knows no tables.
struct PipeTable {
    private let head: [String]
    private let rows: [[String]]
    private let numberColumns: Set<Int>

    /// Nil if the second line is not one of dashes.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map(Self.cells)
        guard lines.count >= 2, lines[1].allSatisfy({ $0.contains("-") && $0.allSatisfy { "-: ".contains($0) } }) else {
            return nil
        }
        head = lines[0]
        rows = Array(lines.dropFirst(2))
        numberColumns = Set(lines[1].indices.filter { lines[1][$0].hasSuffix(":") })
    }

    var html: HTML {
        HTMLWriter.html { html in
            html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
                html.newline()
                html.element("table") { html in
                    html.newline()
                    html.element("thead") { html in
                        html.newline()
                        write(head, firstScope: "col", othersScope: "col", into: &html)
                    }
                    html.newline()
                    html.element("tbody") { html in
                        html.newline()
                        for row in rows { write(row, firstScope: "row", othersScope: nil, into: &html) }
                    }
                    html.newline()
                }
                html.newline()
            }
            html.newline()
        }
    }

    /// - Parameters:
    ///   - firstScope: what the first cell is the head of.
    ///   - othersScope: what the other cells are the heads of; nil where they are no heads.
    private func write(_ cells: [String], firstScope: String, othersScope: String?, into html: inout HTMLWriter) {
        html.element("tr") { html in
            for column in head.indices {
                let scope = column == 0 ? firstScope : othersScope
                let text = column < cells.count ? cells[column] : ""
                html.element(
                    scope == nil ? "td" : "th",
                    ["scope": scope, "class": numberColumns.contains(column) ? "number" : nil]
                ) { $0.html(Self.inline(text)) }
            }
        }
        html.newline()
    }

    /// Markdown within a line.
    private static func inline(_ text: String) -> HTML {
        var html = RenderedMarkdown(text).html[...]
        if html.hasPrefix("<p>"), html.hasSuffix("</p>\n") { html = html.dropFirst(3).dropLast(5) }
        return HTML(trusted: String(html))
    }

    /// Split at pipes without a backslash before them.
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
