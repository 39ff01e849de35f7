import Basics
import Markdown
import Templates

/// How text and links are written in one form of a message.
struct Style: Sendable {
    var syntax: TemplateSyntax
    /// Nil for an address that is no link.
    var link: @Sendable (_ text: String, _ address: String) -> String?

    static let plain = Style(syntax: TemplateSyntax(escapesTrustedText: false, escape: oneLine)) { text, address in
        WebLink(address).map { "\(text): \($0.address)" }
    }

    static let markdown = Style(syntax: TemplateSyntax(escapesTrustedText: false, escape: MarkdownEscape.text)) { text, address in
        WebLink(address)?.markdown(text)
    }

    /// Slack shows plain text where `&`, `<` and `>` are references (<https://api.slack.com/reference/surfaces/formatting>).
    static let slack = Style(syntax: TemplateSyntax(escapesTrustedText: true, escape: slackText)) { text, address in
        WebLink(address).map { "<\($0.address.replacing("|", with: "%7C"))|\(slackText(text))>" }
    }

    static func slackText(_ text: String) -> String {
        oneLine(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Spaces and controls become one space.
    private static func oneLine(_ text: String) -> String {
        text.unicodeScalars.split(whereSeparator: \.isSpaceOrControl).map { String($0) }.joined(separator: " ")
    }
}
