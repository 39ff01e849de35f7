import Glibc

/// A file that is written beside another and takes its place once it is whole. Until then the old one is untouched; if it
/// is never committed, the new one is removed.
package final class ReplacementFile {
    /// Where to write the new content.
    package let temporary: String
    private let path: String
    private let target: String
    private let permissions: UInt32?
    private var isCommitted = false

    /// - Parameter path: what to replace. A symbolic link stays; the file it points to is replaced.
    /// - Returns: nil if the path is a device or a pipe, which can only be written to directly.
    /// - Throws: ``FileError`` if it is a folder.
    package init?(of path: String) throws(FileError) {
        self.path = path
        target = FileSystem.realPath(path) ?? path
        let status = FileSystem.status(at: target)
        switch status?.kind {
        case nil: permissions = nil
        case .file: permissions = status?.permissions
        case .folder: throw FileError(EISDIR, .written, path)
        case .link, .other: return nil
        }
        temporary = "\(target)\(Self.mark)\(CurrentProcess.id)"
        removeLeftovers()
    }

    /// Between the name of a file and the number of the process that writes it anew.
    private static let mark = ".octo-site-partial-"

    /// Removes what processes have left that were killed while they wrote the same file. What can't be removed stays: the caller's own
    /// file is what matters, and its errors are told.
    private func removeLeftovers() {
        let folder = FileSystem.folder(of: target)
        let prefix = FileSystem.name(of: target) + Self.mark
        for name in (try? FileSystem.names(in: folder.isEmpty ? "." : folder)) ?? [] where name.hasPrefix(prefix) {
            guard let process = Int32(name.dropFirst(prefix.count)), process > 0, process != CurrentProcess.id,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            _ = unsafe unlink(folder.isEmpty ? name : "\(folder)/\(name)")
        }
    }

    deinit {
        if !isCommitted { _ = unsafe unlink(temporary) }
    }

    /// Gives the new file the old one's permissions, and its place.
    package func commit() throws(FileError) {
        if let permissions, unsafe chmod(temporary, permissions) != 0 { throw FileError(errno, .written, path) }
        guard unsafe rename(temporary, target) == 0 else { throw FileError(errno, .written, path) }
        isCommitted = true
    }
}
