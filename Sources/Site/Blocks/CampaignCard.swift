import Basics
import Engagement
import Markdown
import Metrics

/// Campaigns at a glance: each with its result in one sentence, its verdicts, and who responded.
struct CampaignCard: Block {
    struct Entry: Sendable {
        /// Begins with the campaign's name.
        var sentence: CampaignSentence
        /// The page of the campaign; nil on that page itself.
        var address: String?
        var badges: [Badge]
        /// Files of recipients: what those did, how many, the address.
        var recipients: [(text: String, count: Int, address: String?)]
    }

    /// Nil where the heading of the page says it.
    var title: String?
    var entries: [Entry]
    /// Shown where there is no entry. Trusted text.
    var emptyText = ""

    var kind: BlockKind { .card }

    var markdown: String {
        let head = title.map { "## \($0)\n\n" } ?? ""
        guard !entries.isEmpty else { return "\(head)\(emptyText)\n" }
        return head + entries.map(Self.markdown).joined(separator: "\n")
    }

    private static func markdown(_ entry: Entry) -> String {
        let name = MarkdownEscape.text(entry.sentence.name)
        let link = entry.address.map { "[\(name)](\($0))" } ?? "*\(name)*"
        let lines = [
            link + entry.sentence.rest.replacing("<", by: "\\<"),
            entry.badges.map { "**\($0.text)**" }.joined(separator: ", "),
            entry.recipients.isEmpty ? "" : "Recipients: " + entry.recipients.map(markdown).joined(separator: " · "),
        ]
        return lines.filter { !$0.isEmpty }.map { "\($0)\n" }.joined(separator: "\n")
    }

    private static func markdown(_ recipients: (text: String, count: Int, address: String?)) -> String {
        let text = "\(recipients.text) (\(Format.count(recipients.count)))"
        return recipients.address.map { "[\(text)](\($0))" } ?? text
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element(
                "section",
                [
                    "class": "card latest", "aria-labelledby": title == nil ? nil : "\(id)-name",
                    "aria-label": title == nil ? "Result" : nil,
                ]
            ) { html in
                html.newline()
                if let title {
                    html.element("h2", ["id": "\(id)-name"], text: title)
                    html.newline()
                }
                if entries.isEmpty { html.element("p", ["class": "empty"], text: emptyText) }
                for entry in entries { Self.write(entry, into: &html) }
            }
            html.newline()
        }
    }

    private static func write(_ entry: Entry, into html: inout HTMLWriter) {
        html.element("p", ["class": "sentence"]) { html in
            if let address = entry.address {
                html.element("a", ["href": address]) { $0.element("bdi", text: entry.sentence.name) }
            } else {
                html.element("bdi", text: entry.sentence.name)
            }
            html.text(entry.sentence.rest)
        }
        html.newline()
        if !entry.badges.isEmpty {
            html.element("p", ["class": "badges verdicts"]) { html in
                for (index, badge) in entry.badges.enumerated() {
                    if index > 0 { html.text(" ") }
                    html.html(badge.html)
                }
            }
            html.newline()
        }
        guard !entry.recipients.isEmpty else { return }
        html.element("p", ["class": "who"]) { html in
            html.text("Recipients: ")
            for (index, recipients) in entry.recipients.enumerated() {
                if index > 0 { html.text(" · ") }
                write(recipients, into: &html)
            }
        }
        html.newline()
    }

    private static func write(_ recipients: (text: String, count: Int, address: String?), into html: inout HTMLWriter) {
        let text = "\(recipients.text) (\(Format.count(recipients.count)))"
        guard let address = recipients.address else {
            html.text(text)
            return
        }
        html.element("a", ["href": address], text: text)
    }
}
