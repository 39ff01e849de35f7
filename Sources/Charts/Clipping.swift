/// Shortens text to the space there is.
enum Clipping {
    /// Cuts a long text in its middle: the end of a link or a domain says as much as its beginning.
    static func middle(_ text: String, to length: Int) -> String {
        guard text.count > length else { return text }
        let tail = length / 3
        return "\(text.prefix(length - tail - 1))…\(text.suffix(tail))"
    }
}
