import Engagement

/// A message as Microsoft Teams takes it: an adaptive card of plain text, so that no name of a campaign is read as markup.
enum TeamsCard {
    static func json(of message: Message) -> JSON {
        let paragraphs = message.text.split(separator: "\n").map { block(String($0)) }
        var card: [(String, JSON)] = [
            ("type", .string("AdaptiveCard")), ("$schema", .string("http://adaptivecards.io/schemas/adaptive-card.json")),
            ("version", .string("1.4")), ("body", .array([block(message.subject, isBold: true)] + paragraphs)),
        ]
        if let site = message.payload.links.site {
            let action: JSON = .object([
                ("type", .string("Action.OpenUrl")), ("title", .string("Open the site")), ("url", .string(site)),
            ])
            card.append(("actions", .array([action])))
        }
        let attachment: JSON = .object([
            ("contentType", .string("application/vnd.microsoft.card.adaptive")), ("content", .object(card)),
        ])
        return .object([("type", .string("message")), ("attachments", .array([attachment]))])
    }

    /// One paragraph. A `TextBlock` would read its text as Markdown.
    private static func block(_ text: String, isBold: Bool = false) -> JSON {
        let weight: [(String, JSON)] = isBold ? [("weight", .string("Bolder"))] : []
        let run: JSON = .object([("type", .string("TextRun")), ("text", .string(text))] + weight)
        return .object([("type", .string("RichTextBlock")), ("inlines", .array([run]))])
    }
}
