import Engagement
import Markdown
import Metrics

/// What needs attention, or could be done next; or that nothing does.
struct NextStepList: Block {
    struct Item: Sendable {
        var step: NextStep
        /// The file, or the page, with those it is about.
        var link: (text: String, address: String)?
    }

    var items: [Item]
    /// Where nothing was counted yet. Trusted text.
    var emptyText =
        "No rate is above its line, every number that can be checked matches EmailOctopus, and nobody is about to be lost."

    var kind: BlockKind { .steps }

    private var title: String {
        if items.isEmpty { return "Nothing needs your attention." }
        return items.contains { $0.step.rule.isProblem } ? "Needs attention" : "Next steps"
    }

    var markdown: String {
        guard !items.isEmpty else { return "## \(title)\n\n\(emptyText)\n" }
        return "## \(title)\n\n"
            + items.map { item in
                let link = item.link.map { " [\($0.text)](\($0.address))" } ?? ""
                return "- **\(escaped(item.step.finding))** \(escaped(item.step.advice))\(link)\(source(item.step))\n"
            }.joined()
    }

    /// Findings name mailbox providers, which are text from outside.
    private func escaped(_ text: String) -> String { MarkdownEscape.text(text) }

    private func source(_ step: NextStep) -> String {
        guard let source = step.source else { return "" }
        return source.url.map { " ([\(escaped(source.text))](\($0)))" } ?? " (\(escaped(source.text)))"
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("section", ["class": "card attention", "aria-labelledby": "\(id)-name"]) { html in
                html.newline()
                html.element("h2", ["id": "\(id)-name"], text: title)
                html.newline()
                if items.isEmpty {
                    html.element("p", ["class": "note"], text: emptyText)
                } else {
                    html.element("ul") { html in
                        html.newline()
                        for item in items { Self.write(item, into: &html) }
                    }
                }
                html.newline()
            }
            html.newline()
        }
    }

    private static func write(_ item: Item, into html: inout HTMLWriter) {
        html.element("li", ["class": item.step.rule.isProblem ? "problem" : nil]) { html in
            html.element("strong", text: item.step.finding)
            html.text(" \(item.step.advice)")
            if let link = item.link {
                html.text(" ")
                html.element("a", ["href": link.address], text: link.text)
            }
            guard let source = item.step.source else { return }
            html.text(" ")
            html.element("small") { html in
                guard let url = source.url else {
                    html.text(source.text)
                    return
                }
                html.element("a", ["href": url, "rel": "noreferrer"], text: source.text)
            }
        }
        html.newline()
    }
}
