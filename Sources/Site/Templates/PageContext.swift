import Basics
import Markdown
import Templates

/// What a template of a page may insert under a name.
typealias PageValue = TemplateValue<any Block>

/// The values of a page, by their names.
typealias PageContext = [String: PageValue]

/// The values of a template without blocks: the frame, the feed.
typealias PlainContext = [String: TemplateValue<Never>]

extension TemplateSyntax {
    static let markdown = TemplateSyntax(escapesTrustedText: false, escape: MarkdownEscape.text)
    /// Also of XML.
    static let html = TemplateSyntax(escapesTrustedText: true, escape: HTMLEscape.text)
}
