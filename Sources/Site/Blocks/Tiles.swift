import Basics
import Markdown

/// Numbers to be taken in at a glance.
struct Tiles: Block {
    struct Tile: Sendable {
        /// In words of ours.
        var label: String
        var value: String
        /// The 95 % interval, where the value is a rate.
        var interval: String?
        /// What it is divided by, or what else must be said: `41,204 of 120,300 delivered`.
        var basis: String
        /// Since the run before.
        var change: String?
        /// A small picture of how it came about, as inline SVG.
        var spark: String?
        var tone: Badge.Tone?
        /// What the tone means: `above the line of 0.1%`.
        var warning: String?
    }

    /// What they are about, for those who can't see the heading.
    var caption: String
    var tiles: [Tile]

    var kind: BlockKind { .tiles }

    var markdown: String {
        Table(
            caption: caption,
            columns: [.text(caption), .number("Value"), .number("95% interval"), .text("Of what"), .text("Change")],
            rows: tiles.map { tile in
                [
                    .words(tile.label), .words(tile.value.replacing("<", with: "\\<")), .words(tile.interval ?? ""),
                    .words([tile.basis, tile.warning].compactMap { $0 }.joined(separator: "; ")),
                    .words(tile.change ?? ""),
                ]
            }
        ).markdown
    }

    func html(id: String) -> String {
        var output = "<dl class=\"tiles\" aria-label=\"\(HTMLEscape.text(caption))\">\n"
        for tile in tiles {
            output +=
                "<div class=\"tile\(tile.tone.map { " " + $0.rawValue } ?? "")\"><dt>\(HTMLEscape.text(tile.label))</dt>"
            output += "<dd class=\"value\">\(HTMLEscape.text(tile.value))"
            if let interval = tile.interval { output += " <small title=\"95% interval\">\(interval)</small>" }
            output += "</dd>"
            if let spark = tile.spark { output += "<dd class=\"spark\">\(spark)</dd>" }
            output += "<dd>\(HTMLEscape.text(tile.basis))</dd>"
            if let warning = tile.warning { output += "<dd class=\"warning\">\(HTMLEscape.text(warning))</dd>" }
            if let change = tile.change { output += "<dd class=\"change\">\(HTMLEscape.text(change))</dd>" }
            output += "</div>\n"
        }
        return output + "</dl>\n"
    }
}
