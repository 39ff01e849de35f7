/// Markup that may go into a page as it is.
///
/// ``HTMLWriter`` makes it from text, and escapes. The only other sources are libraries that escape, too: Charts and Markdown.
struct HTML: Hashable, Sendable {
    private(set) var markup: String

    init() { markup = "" }

    /// - Parameter markup: from a library that has escaped every text in it.
    init(trusted markup: String) { self.markup = markup }

    mutating func append(_ other: HTML) { markup += other.markup }
}
