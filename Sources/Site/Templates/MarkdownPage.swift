import Markdown

/// A template of Markdown filled in: once as Markdown to be read as it is, once as HTML.
struct MarkdownPage {
    let title: String
    let markdown: String
    let html: String

    init(_ template: String, _ context: TemplateContext, _ library: TemplateLibrary) throws {
        let pass = TemplatePass(.markdown)
        let text = try library.render(template, context, in: pass)
        let page = RenderedMarkdown(text) { info, literal in
            let words = info.split(separator: " ")
            if words.count == 2, let place = Int(words[1]), pass.blocks.indices.contains(place) {
                return pass.blocks[place].html(id: "\(words[0])-\(place + 1)")
            }
            return words == ["table"] ? PipeTable(literal)?.html : nil
        }
        title = page.title ?? template
        html = page.html
        markdown = Self.unfenced(text)
    }

    /// Without the fences around tables and charts, whose Markdown stands for itself, and with one empty line at most between
    /// two blocks.
    private static func unfenced(_ text: String) -> String {
        var lines: [Substring] = []
        var fence: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = fence {
                if line.hasPrefix("```") {
                    fence = nil
                    if open.isEmpty { continue }
                }
            } else if line.hasPrefix("```") {
                let kind = line.dropFirst(3).prefix { $0 != " " }
                let isOurs = BlockKind(rawValue: String(kind)) != nil
                fence = isOurs ? "" : line
                if isOurs { continue }
            }
            let text = fence == nil ? line.prefix(through: line.lastIndex { $0 != " " }) : line
            if text.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(text)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Substring {
    /// Nothing through nowhere.
    fileprivate func prefix(through end: Index?) -> Substring { end.map { self[...$0] } ?? "" }
}
