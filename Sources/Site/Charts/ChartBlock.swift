import Charts

/// A chart with its caption, and its numbers as a table to be unfolded.
struct ChartBlock: Block {
    let chart: Chart
    /// Says in a sentence what the chart shows. Trusted text, as the caption is.
    let textAlternative: String
    private let table: Table

    var kind: BlockKind { .chart }

    init(_ chart: Chart, _ label: ChartLabel) {
        self.chart = chart
        textAlternative = label.textAlternative
        table = Self.table(of: chart)
    }

    /// Markdown shows no charts: the numbers take the place.
    var markdown: String {
        "**\(chart.table.caption).** \(textAlternative)\n\n\(table.markdown)"
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("figure") { html in
                html.newline()
                html.element("figcaption") { html in
                    html.element("strong", text: chart.table.caption)
                    html.text(" \(textAlternative)")
                }
                html.newline()
                html.html(HTML(trusted: chart.svg))
                html.newline()
                html.element("details") { html in
                    html.element("summary") { html in
                        html.text("Show data table")
                        html.element("span", ["class": "quiet"], text: ": \(chart.table.caption)")
                    }
                    html.newline()
                    html.html(table.html(id: id))
                }
                html.newline()
            }
            html.newline()
        }
    }

    private static func table(of chart: Chart) -> Table {
        let head = chart.table.head
        return Table(
            caption: "\(chart.table.caption): numbers",
            columns: head.enumerated().map { $0.offset == 0 ? .text($0.element) : .number($0.element) },
            // Only the first column may hold a name from outside.
            rows: chart.table.rows.map { row in
                row.prefix(1).map { Cell.text($0) } + row.dropFirst().map { Cell.trusted($0) }
            })
    }
}
