/// A row of badges.
struct Badges: Block {
    /// What the badges are about.
    var name: String
    var badges: [Badge]

    var kind: BlockKind { .badges }

    var markdown: String { "\(name): " + badges.map { "**\($0.text)**" }.joined(separator: ", ") + "\n" }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element("p", ["class": "badges"]) { html in
                html.element("span", text: "\(name):")
                for badge in badges {
                    html.text(" ")
                    html.html(badge.html)
                }
            }
            html.newline()
        }
    }
}
