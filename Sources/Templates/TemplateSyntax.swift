/// How text is escaped in the language of a template.
package struct TemplateSyntax: Sendable {
    /// Turns any text into markup of the language that shows exactly this text.
    package var escape: @Sendable (String) -> String
    /// Whether ``TemplateValue/trusted(_:)`` text is escaped, too.
    package var escapesTrustedText: Bool

    package init(escapesTrustedText: Bool, escape: @escaping @Sendable (String) -> String) {
        self.escapesTrustedText = escapesTrustedText
        self.escape = escape
    }
}
