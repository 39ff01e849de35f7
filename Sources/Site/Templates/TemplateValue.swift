/// What a template may insert under a name. Each kind of value knows how it becomes safe, so that templates need not.
enum TemplateValue: Sendable {
    /// Text of any origin: escaped for the language of the template as it is inserted; empty text counts as absent.
    case text(String)
    /// Words and numbers of ours, without anything that means something in Markdown: inserted there as they are, so that
    /// `index.md` reads well; escaped in HTML.
    case words(String)
    /// Already in the language of the template, and made by us: a link, an address within the site.
    case markup(String)
    case flag(Bool)
    case list([TemplateContext])
    /// A table, chart or the like, in the place of a line.
    case block(any Block)
    /// Known, but not there: nothing is inserted, and a section is left out.
    case absent
}

/// Names for a template.
typealias TemplateContext = [String: TemplateValue]

extension TemplateValue: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .text(value) }
}

extension TemplateValue {
    static func text(_ value: String?) -> TemplateValue { value.map { .text($0) } ?? .absent }
    static func words(_ value: String?) -> TemplateValue { value.map { .words($0) } ?? .absent }
    static func block(_ value: (any Block)?) -> TemplateValue { value.map { .block($0) } ?? .absent }
}
