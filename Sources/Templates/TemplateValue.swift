/// What a template inserts under a name. Each kind of value says how it becomes safe, so that no template can forget it.
///
/// `Block` is what takes the place of a whole line, such as a table; `Never` where there are none.
package enum TemplateValue<Block: Sendable>: Sendable {
    /// Text of any origin: escaped for the language of the template as it is inserted. Empty text counts as absent.
    case text(String)
    /// Trusted text: words and numbers of the program, with nothing that means something in Markdown. Markdown takes it as
    /// it is, so that `index.md` reads well; HTML escapes it.
    case trusted(String)
    /// Already in the language of the template, and made by the program: a link, an address within the site.
    case markup(String)
    case flag(Bool)
    case list([[String: TemplateValue]])
    case block(Block)
    /// Known, but not there: nothing is inserted, and a section is left out.
    case absent
}

extension TemplateValue {
    package static func text(_ value: String?) -> TemplateValue { value.map { .text($0) } ?? .absent }
    package static func trusted(_ value: String?) -> TemplateValue { value.map { .trusted($0) } ?? .absent }
    package static func block(_ value: Block?) -> TemplateValue { value.map { .block($0) } ?? .absent }
}
