import Markdown
import Templates

/// A Markdown template with its values: as Markdown, and as HTML.
struct MarkdownPage {
    let title: String
    let markdown: String
    let html: HTML

    init(_ template: Template, _ context: PageContext, _ library: TemplateLibrary) throws {
        // A block goes through Markdown as an empty fenced code block. The number in its info string finds it again in cmark's tree.
        var blocks: [any Block] = []
        let text = try library.render(template.rawValue, context, syntax: .markdown) { block in
            blocks.append(block)
            return "```\(block.kind.rawValue) \(blocks.count - 1)\n```"
        }
        let page = RenderedMarkdown(text) { info, literal in
            if let place = Self.place(in: info, of: blocks) {
                return blocks[place].html(id: "\(blocks[place].kind.rawValue)-\(place + 1)").markup
            }
            return info.split(separator: " ") == ["table"] ? PipeTable(literal)?.html.markup : nil
        }
        title = page.title ?? template.rawValue
        html = HTML(trusted: page.html)
        markdown = Self.filled(text, with: blocks)
    }

    /// Which block a fence stands for; nil for a fence that a template has.
    private static func place(in info: some StringProtocol, of blocks: [any Block]) -> Int? {
        let words = info.split(separator: " ")
        guard words.count == 2, let place = Int(words[1]), blocks.indices.contains(place) else { return nil }
        return words[0] == blocks[place].kind.rawValue ? place : nil
    }

    /// With the Markdown of tables and charts, which needs no fences, in place of theirs, and with one empty line at most between two
    /// blocks.
    private static func filled(_ text: String, with blocks: [any Block]) -> String {
        var output: [Substring] = []
        func add(_ line: Substring) {
            if !line.isEmpty || output.last?.isEmpty == false { output.append(line) }
        }
        var fence: Substring?
        for line in lines(of: text) {
            let isFence = line.hasPrefix("```")
            switch fence {
            case nil where isFence:
                let info = line.dropFirst(3)
                fence = BlockKind(rawValue: String(info.prefix { $0 != " " })) == nil ? line : ""
                if let place = place(in: info, of: blocks) { lines(of: blocks[place].markdown).forEach(add) }
                if fence == line { add(line) }
            case nil: add(line.prefix(through: line.utf8.lastIndex { $0 != UInt8(ascii: " ") }))
            case let open?:
                if isFence { fence = nil }
                if !isFence || !open.isEmpty { add(line) }
            }
        }
        while output.last?.isEmpty == true { output.removeLast() }
        return output.joined(separator: "\n") + "\n"
    }

    private static func lines(of text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
    }
}

extension Substring {
    /// Empty for nil.
    fileprivate func prefix(through end: Index?) -> Substring { end.map { Substring(utf8[...$0]) } ?? "" }
}
