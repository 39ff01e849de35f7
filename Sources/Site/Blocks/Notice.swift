import Markdown

/// Sentences that must not be overlooked.
struct Notice: Block {
    /// Trusted text.
    var title: String
    /// Each is one line of Markdown.
    var sentences: [String]
    /// More of them, behind one click.
    var folded: [String] = []
    var tone: Badge.Tone

    var kind: BlockKind { .notice }

    var markdown: String {
        "> **\(title)**\n" + (sentences.isEmpty ? "" : ">\n")
            + (sentences + folded).map { "> - \($0)\n" }.joined()
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("section", ["class": "notice \(tone.rawValue)", "aria-labelledby": id]) { html in
                html.newline()
                html.element("p", ["id": id]) { $0.element("strong", text: title) }
                html.newline()
                if !sentences.isEmpty { html.html(Self.list(sentences)) }
                guard !folded.isEmpty else { return }
                html.element("details") { html in
                    html.element("summary", text: "and \(folded.count) more")
                    html.html(Self.list(folded))
                }
            }
            html.newline()
        }
    }

    private static func list(_ sentences: [String]) -> HTML {
        HTML(trusted: RenderedMarkdown(sentences.map { "- \($0)\n" }.joined()).html)
    }
}
