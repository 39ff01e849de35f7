import Basics
import Markdown

extension Table {
    func html(id: String) -> String {
        let name = HTMLEscape.text(caption)
        guard !rows.isEmpty else { return "<p class=\"empty\">\(HTMLEscape.text(emptyText))</p>\n" }
        var output = comfort.contains(.filters) ? filter(id: id) : ""
        output += "<div class=\"scroll\(columns.count <= 4 ? " small" : "")\" role=\"region\""
        output += " aria-labelledby=\"\(id)-name\" tabindex=\"0\">\n<table id=\"\(id)\""
        output += comfort.contains(.sorts) ? " class=\"sorts\">\n" : ">\n"
        output += "<caption id=\"\(id)-name\"\(hidesCaption ? " class=\"quiet\"" : "")>\(name)</caption>\n<thead>\n<tr>"
        for column in columns { output += head(column) }
        output += "</tr>\n</thead>\n<tbody>\n"
        for row in rows { append(row, to: &output) }
        output += "</tbody>\n"
        if !foot.isEmpty {
            output += "<tfoot>\n"
            for row in foot { append(row, to: &output) }
            output += "</tfoot>\n"
        }
        return output + "</table>\n</div>\n"
    }

    private func filter(id: String) -> String {
        let name = HTMLEscape.text(caption)
        return "<div class=\"filter\"><label for=\"\(id)-filter\">Filter <span class=\"quiet\">\(name)</span></label>"
            + "<input type=\"search\" id=\"\(id)-filter\" data-filters=\"\(id)\""
            + " placeholder=\"Words to look for\" autocomplete=\"off\">"
            + "<output for=\"\(id)-filter\">\(rows.count) of \(rows.count)</output></div>\n"
    }

    private func head(_ column: Column) -> String {
        let title = HTMLEscape.text(column.title)
        let note = column.note.map { "<small>\(HTMLEscape.text($0))</small>" } ?? ""
        let style = column.alignment == .number ? " class=\"number\"" : ""
        guard comfort.contains(.sorts) else { return "<th scope=\"col\"\(style)>\(title)\(note)</th>" }
        return "<th scope=\"col\"\(style)><button type=\"button\">\(title)</button>\(note)</th>"
    }

    private func append(_ row: [Cell], to output: inout String) {
        output += "<tr>"
        for (index, cell) in row.enumerated() {
            let tag = index == 0 ? "th" : "td"
            output += index == 0 ? "<th scope=\"row\"" : "<td"
            if columns[index].alignment == .number { output += " class=\"number\"" }
            if let key = cell.sortKey, comfort.contains(.sorts) { output += " data-sort=\"\(key)\"" }
            output += ">\(cell.html)</\(tag)>"
        }
        output += "</tr>\n"
    }
}
