import Basics

/// Numbers to be read at a glance.
struct Tiles: Block {
    struct Tile: Sendable {
        /// Trusted text.
        var label: String
        var value: String
        /// The 95 % interval, where the value is a rate.
        var interval: String?
        /// What it is divided by, or another remark: `41,204 of 120,300 delivered`.
        var basis: String
        /// How it compares with what is usual.
        var verdict: Badge?
        /// How it has changed since the update before, or against the period before.
        var change: String?
        /// How the value came about, as a small chart.
        var sparkline: HTML?
        var tone: Badge.Tone?
        /// What the tone means: `above the line of 0.1%`.
        var warning: String?
    }

    /// What they are about, for readers who can't see the heading.
    var caption: String
    /// A heading of its own, and a remark below it. Trusted text.
    var title: String?
    var note: String?
    var tiles: [Tile]

    var kind: BlockKind { .tiles }

    var markdown: String {
        let head = [title.map { "## \($0)\n\n" }, note.map { "\($0)\n\n" }].compactMap { $0 }.joined()
        return head + table.markdown
    }

    private var table: Table {
        Table(
            caption: caption,
            columns: [.text(caption), .number("Value"), .number("95% interval"), .text("Of what"), .text("Change")],
            rows: tiles.map { tile in
                [
                    .trusted(tile.label), .trusted(tile.value.replacing("<", by: "\\<")), .trusted(tile.interval ?? ""),
                    .trusted([tile.basis, tile.verdict?.text, tile.warning].compactMap { $0 }.joined(separator: "; ")),
                    .trusted(tile.change ?? ""),
                ]
            })
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            guard let title else {
                write(into: &html)
                return
            }
            html.element("section", ["class": "period", "aria-labelledby": "\(id)-name"]) { html in
                html.newline()
                html.element("h2", ["id": "\(id)-name"], text: title)
                html.newline()
                if let note { html.element("p", ["class": "note"], text: note) }
                write(into: &html)
            }
            html.newline()
        }
    }

    private func write(into html: inout HTMLWriter) {
        html.element("dl", ["class": "tiles", "aria-label": caption]) { html in
            html.newline()
            for tile in tiles {
                html.element("div", ["class": ["tile", tile.tone?.rawValue].compactMap { $0 }.joined(separator: " ")]) {
                    Self.write(tile, into: &$0)
                }
                html.newline()
            }
        }
        html.newline()
    }

    private static func write(_ tile: Tile, into html: inout HTMLWriter) {
        html.element("dt", text: tile.label)
        html.element("dd", ["class": "value"]) { html in
            html.text(tile.value)
            guard let interval = tile.interval else { return }
            html.text(" ")
            html.element("small", ["class": "interval", "title": "95% interval"], text: interval)
        }
        if let sparkline = tile.sparkline { html.element("dd", ["class": "spark"]) { $0.html(sparkline) } }
        html.element("dd", text: tile.basis)
        if let verdict = tile.verdict { html.element("dd", ["class": "judgement"]) { $0.html(verdict.html) } }
        if let warning = tile.warning { html.element("dd", ["class": "warning"], text: warning) }
        if let change = tile.change { html.element("dd", ["class": "change"], text: change) }
    }
}
