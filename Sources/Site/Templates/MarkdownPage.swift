import Markdown
import Templates

/// A Markdown template with its values: as Markdown, and as HTML.
struct MarkdownPage {
    let title: String
    let markdown: String
    let html: HTML

    init(_ template: Template, _ context: PageContext, _ library: TemplateLibrary) throws {
        // A block goes through Markdown as a fenced code block. The number in its info string finds it again in cmark's tree.
        var blocks: [any Block] = []
        let text = try library.render(template.rawValue, context, syntax: .markdown) { block in
            blocks.append(block)
            return "```\(block.kind.rawValue) \(blocks.count - 1)\n\(block.markdown)```"
        }
        let page = RenderedMarkdown(text) { info, literal in
            let words = info.split(separator: " ")
            if words.count == 2, let index = Int(words[1]), blocks.indices.contains(index) {
                return blocks[index].html(id: "\(words[0])-\(index + 1)").markup
            }
            return words == ["table"] ? PipeTable(literal)?.html.markup : nil
        }
        title = page.title ?? template.rawValue
        html = HTML(trusted: page.html)
        markdown = Self.unfenced(text)
    }

    /// Without the fences around tables and charts, whose Markdown needs none, and with one empty line at most between two
    /// blocks.
    private static func unfenced(_ text: String) -> String {
        var lines: [Substring] = []
        var fence: Substring?
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init) {
            if let open = fence {
                if line.hasPrefix("```") {
                    fence = nil
                    if open.isEmpty { continue }
                }
            } else if line.hasPrefix("```") {
                let kind = line.dropFirst(3).prefix { $0 != " " }
                let isBlock = BlockKind(rawValue: String(kind)) != nil
                fence = isBlock ? "" : line
                if isBlock { continue }
            }
            let text = fence == nil ? line.prefix(through: line.utf8.lastIndex { $0 != UInt8(ascii: " ") }) : line
            if text.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(text)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Substring {
    /// Empty for nil.
    fileprivate func prefix(through end: Index?) -> Substring { end.map { Substring(utf8[...$0]) } ?? "" }
}
