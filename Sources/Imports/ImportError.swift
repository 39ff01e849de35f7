/// Why a file can't be imported: a sentence that names it, the line, and what to do.
package struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int?
    package var words: String

    init(file: String, line: Int? = nil, _ words: String) {
        self.file = file
        self.line = line
        self.words = words
    }

    package var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(words)" }
}
