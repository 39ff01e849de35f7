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
        /// How it has changed since the run before.
        var change: String?
        /// How the value came about, as a small chart.
        var sparkline: HTML?
        var tone: Badge.Tone?
        /// What the tone means: `above the line of 0.1%`.
        var warning: String?
    }

    /// What they are about, for readers who can't see the heading.
    var caption: String
    var tiles: [Tile]

    var kind: BlockKind { .tiles }

    var markdown: String {
        Table(
            caption: caption,
            columns: [.text(caption), .number("Value"), .number("95% interval"), .text("Of what"), .text("Change")],
            rows: tiles.map { tile in
                [
                    .trusted(tile.label), .trusted(tile.value.replacing("<", with: "\\<")), .trusted(tile.interval ?? ""),
                    .trusted([tile.basis, tile.warning].compactMap { $0 }.joined(separator: "; ")),
                    .trusted(tile.change ?? ""),
                ]
            }
        ).markdown
    }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
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
    }

    private static func write(_ tile: Tile, into html: inout HTMLWriter) {
        html.element("dt", text: tile.label)
        html.element("dd", ["class": "value"]) { html in
            html.text(tile.value)
            guard let interval = tile.interval else { return }
            html.text(" ")
            html.element("small", ["title": "95% interval"], text: interval)
        }
        if let sparkline = tile.sparkline { html.element("dd", ["class": "spark"]) { $0.html(sparkline) } }
        html.element("dd", text: tile.basis)
        if let warning = tile.warning { html.element("dd", ["class": "warning"], text: warning) }
        if let change = tile.change { html.element("dd", ["class": "change"], text: change) }
    }
}
