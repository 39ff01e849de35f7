/// A finished chart: inline SVG, and the same numbers as a table.
///
/// The SVG has no colour, no style attribute and no script: colours and fonts come from the page's stylesheet by class. So light,
/// dark and print work, and a Content-Security-Policy of `style-src 'self'` is kept. The classes:
///
/// | class | what it is |
/// | --- | --- |
/// | `chart`, `chart-line`, `chart-columns`, `chart-bars`, `chart-funnel`, `chart-heat` | the `svg` element |
/// | `chart-grid`, `chart-baseline` | horizontal lines |
/// | `chart-tick`, `chart-tick-minor` | axis labels; a narrow screen hides the minor ones |
/// | `chart-axis-title` | what an axis measures |
/// | `chart-series-1` … `chart-series-4` | a series' group: sets `--chart-color` for what is in it |
/// | `chart-curve`, `chart-band`, `chart-dot`, `chart-series-name` | in a series: line, interval, point, name |
/// | `chart-dot-quiet` | a point of a line with many: seen only while a pointer is on it |
/// | `chart-dot-hollow` | a point that is not final yet |
/// | `chart-range` | behind the series: where others lay |
/// | `chart-reference`, `chart-reference-name` | a line to compare with |
/// | `chart-bar`, `chart-track`, `chart-whisker` | a bar, what it is a part of, its interval |
/// | `chart-label`, `chart-value`, `chart-note` | a bar's name, number, and remark |
/// | `chart-step` | between two bars of a funnel |
/// | `chart-cell`, `chart-cell-empty` | a cell of a heat map |
/// | `sparkline`, `rate-bar` | the small ones, beside a number |
///
/// Every shape that shows a number has `data-label` and `data-value` (and `data-series` where there are several series): the text
/// that a script shows beside the pointer, in reading order.
package struct Chart: Hashable, Sendable {
    package let svg: String
    package let table: ChartTable

    init(svg: String, table: ChartTable) {
        self.svg = svg
        self.table = table
    }
}
