import Basics
import Markdown
import Mustache

/// One rendering of one template: what it inserted that has a second form, and what it asked for in vain.
final class TemplatePass {
    enum Syntax {
        case markdown, html

        func escape(_ text: String) -> String {
            switch self {
            case .markdown: MarkdownEscape.text(text)
            case .html: HTMLEscape.text(text)
            }
        }
    }

    let syntax: Syntax
    /// In the order they were inserted; a fence's info string ends in the place.
    private(set) var blocks: [any Block] = []
    /// Numbers of the keys that nothing has a value for.
    private(set) var unknownKeys: [Int] = []

    init(_ syntax: Syntax) { self.syntax = syntax }

    func miss(_ key: Int) { unknownKeys.append(key) }

    /// The block as a fenced one, which is replaced once cmark has made a tree of it.
    func fence(_ block: any Block) -> String {
        blocks.append(block)
        return "```\(block.kind.rawValue) \(blocks.count - 1)\n\(block.markdown)```"
    }
}

/// A context on swift-mustache's stack, which is asked by reflection otherwise.
struct TemplateScope: MustacheParent {
    let values: TemplateContext
    /// The lowest on the stack is the last that is asked.
    let isOutermost: Bool
    let pass: TemplatePass

    func child(named key: String) -> Any? {
        guard let (name, number) = TemplateFile.key(key) else { return nil }
        guard let value = values[String(name)] else {
            if isOutermost { pass.miss(number) }
            return nil
        }
        return switch value {
        case .text(let text): InsertedText(renderText: pass.syntax.escape(text))
        case .words(let text): InsertedText(renderText: pass.syntax == .html ? pass.syntax.escape(text) : text)
        case .markup(let text): InsertedText(renderText: text)
        case .flag(let flag): flag
        case .list(let items): items.map { TemplateScope(values: $0, isOutermost: false, pass: pass) }
        case .block(let block): InsertedText(renderText: pass.fence(block))
        case .absent: InsertedText(renderText: "")
        }
    }
}

/// Text that is inserted as it is. As a section it is there or not, and has no keys of its own.
private struct InsertedText: MustacheCustomRenderable, MustacheParent {
    let renderText: String
    var isNull: Bool { renderText.isEmpty }

    func child(named: String) -> Any? { nil }
}
