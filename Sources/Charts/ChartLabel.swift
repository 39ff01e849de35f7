/// The texts of a chart.
package struct ChartLabel: Hashable, Sendable {
    /// Unique in its page, and a valid HTML id: the ids in the chart begin with it.
    package var id: String
    /// What it shows: “Opens and clicks since sending”.
    package var title: String
    /// Says in a sentence what the chart shows, for readers who can't see it.
    package var textAlternative: String

    package init(id: String, title: String, textAlternative: String) {
        self.id = id
        self.title = title
        self.textAlternative = textAlternative
    }
}
