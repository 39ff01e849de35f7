/// A bar of text.
enum ProgressBar {
    static func line(_ label: String, done: Int, of total: Int, note: String) -> String {
        let width = 24
        let filled = total > 0 ? min(width, done * width / total) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(label)  \(bar)  \(note)"
    }

    /// On one line, at most so many characters long.
    static func clipped(_ text: String, to length: Int) -> String {
        let line = text.onOneLine
        return line.count <= length ? line : line.prefix(length - 1) + "…"
    }
}
