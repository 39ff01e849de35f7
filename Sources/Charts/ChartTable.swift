/// The numbers of a chart as text. The first column names the row; the others are numbers.
package struct ChartTable: Hashable, Sendable {
    package let caption: String
    package let head: [String]
    package let rows: [[String]]
}
