import Markdown

/// Sentences that must not be overlooked.
struct Notice: Block {
    /// Trusted text.
    var title: String
    /// Each is one line of Markdown.
    var sentences: [String]
    var tone: Badge.Tone

    var kind: BlockKind { .notice }

    var markdown: String {
        "> **\(title)**\n" + (sentences.isEmpty ? "" : ">\n")
            + sentences.map { "> - \($0)\n" }.joined()
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("section", ["class": "notice \(tone.rawValue)", "aria-labelledby": id]) { html in
                html.newline()
                html.element("p", ["id": id]) { $0.element("strong", text: title) }
                html.newline()
                guard !sentences.isEmpty else { return }
                html.html(HTML(trusted: RenderedMarkdown(sentences.map { "- \($0)\n" }.joined()).html))
            }
            html.newline()
        }
    }
}
