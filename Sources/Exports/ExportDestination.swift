import Files

/// Where `export` writes to.
package enum ExportDestination: Hashable, Sendable {
    case standardOutput
    case file(String)

    /// - Parameter argument: a path, or `-` for standard output.
    package init(argument: String) { self = argument == "-" ? .standardOutput : .file(argument) }

    /// As the user named it.
    package var name: String {
        switch self {
        case .standardOutput: "Standard output"
        case .file(let path): path
        }
    }

    /// Opens the destination. A regular file is written beside its place: the caller commits the replacement once the file
    /// is whole.
    func open() throws(ExportError) -> (file: OutputFile, replacement: ReplacementFile?) {
        guard case .file(let path) = self else { return (try .standardOutput(), nil) }
        let replacement = try explainingFileErrors(path) { () throws(FileError) in try ReplacementFile(of: path) }
        return (try OutputFile(path: replacement?.temporary ?? path, name: path), replacement)
    }
}
