/// Part of a page that Markdown has no syntax for. It goes through Markdown as a fenced code block, and takes its place in the
/// HTML.
protocol Block: Sendable {
    var kind: BlockKind { get }
    /// The same for `index.md`: Markdown that is readable as it is; whole lines.
    var markdown: String { get }
    /// - Parameter id: unique in the page; ids in the block begin with it.
    func html(id: String) -> HTML
}
