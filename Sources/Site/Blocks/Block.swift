/// Part of a page that Markdown has no words for. It goes through Markdown as a fenced code block and comes out as HTML of ours.
protocol Block: Sendable {
    var kind: BlockKind { get }
    /// The same for `index.md`: Markdown that is readable as it stands; whole lines.
    var markdown: String { get }
    /// - Parameter id: unique in the page, to be used for or before the ids of its own.
    func html(id: String) -> String
}

/// The first word of a fence's info string.
enum BlockKind: String, CaseIterable {
    case table, chart, tiles, notice, badges, compare
}
