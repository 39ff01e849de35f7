/// A CommonMark document as HTML. Raw HTML in it is left out: only blocks that the caller replaces can add markup.
package struct RenderedMarkdown: Hashable, Sendable {
    /// Without `html`, `head` and `body`.
    package let html: String
    /// In order of the document.
    package let headings: [Heading]

    /// The text of the first heading of level 1.
    package var title: String? { headings.first { $0.level == 1 }?.text }

    /// - Parameters:
    ///   - source: CommonMark 0.30.
    ///   - replacement: for each fenced code block with an info string, the HTML that takes its place as it is; nil leaves the
    ///     block a code block.
    /// - Throws: what `replacement` throws.
    package init(
        _ source: String, replacing replacement: (_ info: String, _ literal: String) throws -> String?
    ) rethrows {
        var renderer = CommonMarkRenderer(source)
        try renderer.replaceBlocks(replacement)
        renderer.identifyHeadings()
        headings = renderer.headings
        html = renderer.html()
    }

    /// With code blocks left as they are.
    package init(_ source: String) { self.init(source) { _, _ in nil } }
}
