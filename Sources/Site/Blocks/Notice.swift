import Basics
import Markdown

/// Sentences that must not be overlooked.
struct Notice: Block {
    /// In words of ours.
    var title: String
    /// Markdown each, in one line.
    var sentences: [String]
    var tone: Badge.Tone

    var kind: BlockKind { .notice }

    var markdown: String {
        "> **\(title)**\n" + (sentences.isEmpty ? "" : ">\n")
            + sentences.map { "> - \($0)\n" }.joined()
    }

    func html(id: String) -> String {
        var output = "<section class=\"notice \(tone.rawValue)\" aria-labelledby=\"\(id)\">\n<p id=\"\(id)\"><strong>"
        output += HTMLEscape.text(title) + "</strong></p>\n"
        if !sentences.isEmpty { output += RenderedMarkdown(sentences.map { "- \($0)\n" }.joined()).html }
        return output + "</section>\n"
    }
}
