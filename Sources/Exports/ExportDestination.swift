import Glibc

/// Where `export` writes to.
package enum ExportDestination: Hashable, Sendable {
    case standardOutput
    case file(String)

    /// - Parameter argument: a path, or `-` for standard output.
    package init(argument: String) { self = argument == "-" ? .standardOutput : .file(argument) }

    /// As a person would name it.
    package var name: String {
        switch self {
        case .standardOutput: "Standard output"
        case .file(let path): path
        }
    }

    /// Opens the destination; a regular file is written beside its place and takes it when it is whole.
    func open() throws(ExportError) -> (file: OutputFile, replacement: FileReplacement?) {
        guard case .file(let path) = self else { return (.standardOutput, nil) }
        guard let replacement = try FileReplacement(of: path) else {
            return (try OutputFile(path: path, name: path), nil)
        }
        return (try OutputFile(path: replacement.temporary, name: path), replacement)
    }
}

/// A file that takes another's place once it is whole; until then it stands beside it, and goes if nothing comes of it.
final class FileReplacement {
    let temporary: String
    private let name: String
    private let target: String
    private let mode: mode_t?
    private var isCommitted = false

    /// - Returns: nil where the path is a device or a pipe, which can only be written to.
    init?(of path: String) throws(ExportError) {
        name = path
        target =
            realpath(path, nil).map { resolved in
                defer { free(resolved) }
                return String(cString: resolved)
            } ?? path
        var status = stat()
        if stat(target, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: mode = status.st_mode & 0o7777
            case S_IFDIR: throw .system(EISDIR, file: path)
            default: return nil
            }
        } else {
            mode = nil
        }
        temporary = "\(target).octo-site-partial-\(getpid())"
    }

    deinit {
        if !isCommitted { unlink(temporary) }
    }

    func commit() throws(ExportError) {
        if let mode, chmod(temporary, mode) != 0 { throw .system(errno, file: name) }
        guard rename(temporary, target) == 0 else { throw .system(errno, file: name) }
        isCommitted = true
    }
}
