/// A row of badges.
struct Badges: Block {
    /// What they say something about.
    var name: String
    var badges: [Badge]

    var kind: BlockKind { .badges }

    var markdown: String { "\(name): " + badges.map { "**\($0.text)**" }.joined(separator: ", ") + "\n" }

    func html(id: String) -> String {
        "<p class=\"badges\"><span>\(name):</span> \(badges.map(\.html).joined(separator: " "))</p>\n"
    }
}
