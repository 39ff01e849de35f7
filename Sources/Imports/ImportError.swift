/// Why a file can't be imported: a sentence that names it, the line, and what to do.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int?
    public var words: String

    init(file: String, line: Int? = nil, _ words: String) {
        self.file = file
        self.line = line
        self.words = words
    }

    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(words)" }
}
