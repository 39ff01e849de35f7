extension Table {
    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            guard !rows.isEmpty else {
                html.element("p", ["class": "empty"], text: emptyText)
                html.newline()
                return
            }
            if controls.contains(.filters) { writeFilter(id: id, into: &html) }
            let region = columns.count <= 4 ? "scroll small" : "scroll"
            html.element(
                "div", ["class": region, "role": "region", "aria-labelledby": "\(id)-name", "tabindex": "0"]
            ) { html in
                html.newline()
                writeTable(id: id, into: &html)
                html.newline()
            }
            html.newline()
        }
    }

    private func writeFilter(id: String, into html: inout HTMLWriter) {
        html.element("div", ["class": "filter"]) { html in
            html.element("label", ["for": "\(id)-filter"]) { html in
                html.text("Search ")
                html.element("span", ["class": "quiet"], text: caption)
            }
            html.emptyElement(
                "input",
                [
                    "type": "search", "id": "\(id)-filter", "data-filters": id,
                    "placeholder": searchWords.isEmpty ? "Name" : "Name, subject, list or month", "autocomplete": "off",
                ])
            html.element("output", ["for": "\(id)-filter"], text: "\(rows.count) of \(rows.count)")
        }
        html.newline()
    }

    private func writeTable(id: String, into html: inout HTMLWriter) {
        html.element("table", ["id": id, "class": controls.contains(.sorts) ? "sorts" : nil]) { html in
            html.newline()
            html.element("caption", ["id": "\(id)-name", "class": "quiet"], text: caption)
            html.newline()
            html.element("thead") { html in
                html.newline()
                html.element("tr") { html in
                    for column in columns { write(column, into: &html) }
                }
                html.newline()
            }
            html.newline()
            write(rows, in: "tbody", into: &html)
            if !foot.isEmpty { write(foot, in: "tfoot", into: &html) }
        }
    }

    private func write(_ column: Column, into html: inout HTMLWriter) {
        html.element("th", ["scope": "col", "class": column.htmlClass]) { html in
            if controls.contains(.sorts) {
                html.element("button", ["type": "button"], text: column.title)
            } else {
                html.text(column.title)
            }
            if let note = column.note { html.element("small", text: note) }
        }
    }

    private func write(_ rows: [[Cell]], in section: String, into html: inout HTMLWriter) {
        html.element(section) { html in
            html.newline()
            for (place, row) in rows.enumerated() {
                let words = section == "tbody" && searchWords.indices.contains(place) ? searchWords[place] : nil
                html.element("tr", ["data-words": controls.contains(.filters) ? words : nil]) { html in
                    for (index, cell) in row.enumerated() {
                        let key = controls.contains(.sorts) ? cell.sortKey : nil
                        html.element(
                            index == 0 ? "th" : "td",
                            ["scope": index == 0 ? "row" : nil, "class": columns[index].htmlClass, "data-sort": key]
                        ) { $0.html(cell.html) }
                    }
                }
                html.newline()
            }
        }
        html.newline()
    }
}

extension Table.Column {
    fileprivate var htmlClass: String? { alignment == .number ? "number" : nil }
}
