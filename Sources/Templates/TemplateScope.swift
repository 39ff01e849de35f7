import Mustache

/// A context on swift-mustache's stack. Without it, swift-mustache would look values up by reflection.
struct TemplateScope<Block: Sendable>: MustacheParent {
    let values: [String: TemplateValue<Block>]
    /// swift-mustache asks the outermost context last.
    let isOutermost: Bool
    let pass: TemplatePass<Block>

    func child(named key: String) -> Any? {
        guard let (name, number) = TemplateFile.key(key) else { return nil }
        guard let value = values[String(name)] else {
            if isOutermost { pass.addUnknownKey(number) }
            return nil
        }
        let syntax = pass.syntax
        return switch value {
        case .text(let text): InsertedText(renderText: syntax.escape(text))
        case .trusted(let text): InsertedText(renderText: syntax.escapesTrustedText ? syntax.escape(text) : text)
        case .markup(let text): InsertedText(renderText: text)
        case .flag(let flag): flag
        case .list(let items): items.map { TemplateScope(values: $0, isOutermost: false, pass: pass) }
        case .block(let block): InsertedText(renderText: pass.insert(block))
        case .absent: InsertedText(renderText: "")
        }
    }
}

/// Text that is inserted as it is. A section sees whether it is empty, and finds no keys in it.
private struct InsertedText: MustacheCustomRenderable, MustacheParent {
    let renderText: String
    var isNull: Bool { renderText.isEmpty }

    func child(named: String) -> Any? { nil }
}
