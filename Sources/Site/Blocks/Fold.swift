/// Blocks behind one click: the proof of what stands above.
struct Fold: Block {
    /// Trusted text.
    var title: String
    var blocks: [any Block]
    var isOpen = false

    var kind: BlockKind { .fold }

    /// Markdown has no fold: everything is shown.
    var markdown: String { "**\(title)**\n\n" + blocks.map(\.markdown).joined(separator: "\n") }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("details", ["class": "fold", "open": isOpen ? "" : nil]) { html in
                html.element("summary", text: title)
                html.newline()
                for (index, block) in blocks.enumerated() { html.html(block.html(id: "\(id)-\(index + 1)")) }
            }
            html.newline()
        }
    }
}
