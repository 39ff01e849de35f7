/// A message as Microsoft Teams takes it: an adaptive card of plain text, so that no name of a campaign is read as markup.
struct TeamsCard: Encodable {
    private let message: Message

    init(_ message: Message) { self.message = message }

    func encode(to encoder: any Encoder) throws {
        let paragraphs = message.text.split(separator: "\n").map { Block(text: String($0), isBold: nil) }
        let action = message.payload.links.site.map { [Action(type: "Action.OpenUrl", title: "Open the site", url: $0)] }
        try Envelope(
            type: "message",
            attachments: [
                Attachment(
                    contentType: "application/vnd.microsoft.card.adaptive",
                    content: Card(
                        type: "AdaptiveCard", schema: "http://adaptivecards.io/schemas/adaptive-card.json", version: "1.4",
                        body: [Block(text: message.subject, isBold: true)] + paragraphs, actions: action))
            ]
        ).encode(to: encoder)
    }

    private struct Envelope: Encodable {
        var type: String
        var attachments: [Attachment]
    }

    private struct Attachment: Encodable {
        var contentType: String
        var content: Card
    }

    private struct Card: Encodable {
        var type: String
        var schema: String
        var version: String
        var body: [Block]
        var actions: [Action]?

        private enum CodingKeys: String, CodingKey { case type, schema = "$schema", version, body, actions }
    }

    private struct Action: Encodable {
        var type: String
        var title: String
        var url: String
    }

    /// One paragraph. A `TextBlock` would read its text as Markdown.
    private struct Block: Encodable {
        var type = "RichTextBlock"
        var inlines: [Run]

        init(text: String, isBold: Bool?) { inlines = [Run(text: text, weight: isBold == true ? "Bolder" : nil)] }

        struct Run: Encodable {
            var type = "TextRun"
            var text: String
            var weight: String?
        }
    }
}
