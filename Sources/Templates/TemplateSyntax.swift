/// How the language of a template takes text in.
package struct TemplateSyntax: Sendable {
    /// Turns text of any origin into text of the language that says just this.
    package var escape: @Sendable (String) -> String
    /// Whether ``TemplateValue/trusted(_:)`` text is escaped, too.
    package var escapesTrustedText: Bool

    package init(escapesTrustedText: Bool, escape: @escaping @Sendable (String) -> String) {
        self.escapesTrustedText = escapesTrustedText
        self.escape = escape
    }
}
