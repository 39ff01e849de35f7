import Basics
import Charts
import Markdown

/// A chart with its caption, and its numbers as a table to be unfolded.
struct Figure: Block {
    var chart: Chart
    /// What one would say about it over the telephone, in words of ours, as the caption is.
    var description: String

    var kind: BlockKind { .chart }

    init(_ chart: Chart, _ label: ChartLabel) {
        self.chart = chart
        description = label.description
    }

    /// Nothing can be seen in Markdown, so the numbers stand for the picture.
    var markdown: String {
        "**\(chart.table.caption).** \(description)\n\n\(table.markdown)"
    }

    func html(id: String) -> String {
        let caption = HTMLEscape.text(chart.table.caption)
        return "<figure>\n<figcaption><strong>\(caption)</strong> \(HTMLEscape.text(description))</figcaption>\n"
            + chart.svg + "\n<details><summary>The numbers<span class=\"quiet\">: \(caption)</span></summary>\n"
            + table.html(id: id) + "</details>\n</figure>\n"
    }

    private var table: Table {
        let head = chart.table.head
        return Table(
            caption: "\(chart.table.caption): numbers",
            columns: head.enumerated().map { $0.offset == 0 ? .text($0.element) : .number($0.element) },
            // Only the first column may hold a name that somebody else gave.
            rows: chart.table.rows.map { row in
                row.prefix(1).map { Cell.text($0) } + row.dropFirst().map { Cell.words($0) }
            })
    }
}
