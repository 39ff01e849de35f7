/// A finished chart: inline SVG, and the same numbers as a table for whoever can't or won't look at a picture.
///
/// The SVG holds no colour, no style attribute, and no script; colours and fonts come from the page's stylesheet by class, so that
/// light, dark and print work, and a Content-Security-Policy of `style-src 'self'` holds. The classes:
///
/// | class | what it is |
/// | --- | --- |
/// | `chart`, `chart-line`, `chart-columns`, `chart-bars`, `chart-funnel`, `chart-heat` | the `svg` element |
/// | `chart-grid`, `chart-baseline` | horizontal lines |
/// | `chart-tick`, `chart-tick-minor` | axis labels; the minor ones give way on a narrow screen |
/// | `chart-axis-title` | what an axis measures |
/// | `chart-series-1` … `chart-series-4` | a series' group: sets `--chart-color` for what is in it |
/// | `chart-curve`, `chart-band`, `chart-dot`, `chart-series-name` | in a series: line, interval, point, name |
/// | `chart-dot-quiet` | a point of a line that has many: seen only while it is pointed at |
/// | `chart-reference`, `chart-reference-name` | a line to compare with |
/// | `chart-bar`, `chart-track`, `chart-whisker` | a bar, what it is a part of, its interval |
/// | `chart-label`, `chart-value`, `chart-note` | a bar's name, number, and remark |
/// | `chart-step` | between two bars of a funnel |
/// | `chart-cell`, `chart-cell-empty` | a cell of a heat map |
/// | `sparkline`, `rate-bar` | the small ones, beside a number |
///
/// Everything that stands for a number carries `data-label` and `data-value` (and `data-series` where there are several), as a
/// script would read it out to whoever points at it, in reading order.
package struct Chart: Hashable, Sendable {
    package let svg: String
    package let table: ChartTable

    init(svg: String, table: ChartTable) {
        self.svg = svg
        self.table = table
    }
}

/// The numbers of a chart as text. The first column names the row; the others are numbers.
package struct ChartTable: Hashable, Sendable {
    package let caption: String
    package let head: [String]
    package let rows: [[String]]
}

/// What a chart is called.
package struct ChartLabel: Hashable, Sendable {
    /// Unique in its page, a valid HTML id: the ids inside are made of it.
    package var id: String
    /// What it shows: “Opens and clicks since sending”.
    package var title: String
    /// What one would say about it over the telephone.
    package var description: String

    package init(id: String, title: String, description: String) {
        self.id = id
        self.title = title
        self.description = description
    }
}
