import Glibc

/// A file that is written beside another and takes its place once it is whole. Until then the old one is untouched; if it
/// is never committed, the new one is removed.
///
/// The new file is locked as long as it is written. So whoever can lock one knows that its process has ended, also if that ran in
/// another container or on another machine, where processes have other numbers.
package final class ReplacementFile {
    /// The file with the new content, empty at first.
    package let temporary: String
    private let path: String
    private let target: String
    private let permissions: UInt32?
    private let file: OpenFile
    private var isCommitted = false

    /// - Parameters:
    ///   - path: what to replace. A symbolic link stays; the file it points to is replaced.
    ///   - permissions: of a file that does not replace one, less what the umask takes away.
    /// - Returns: nil if the path is a device or a pipe, which can only be written to directly.
    /// - Throws: ``FileError`` if it is a folder, or if no file can be created beside it.
    package init?(of path: String, permissions: UInt32 = 0o600) throws(FileError) {
        self.path = path
        target = FileSystem.realPath(path) ?? path
        let status = FileSystem.status(at: target)
        switch status?.kind {
        case nil: self.permissions = nil
        case .file: self.permissions = status?.permissions
        case .folder: throw FileError(EISDIR, .written, path)
        case .link, .other: return nil
        }
        Self.removeLeftovers(of: target)
        file = try Self.create(for: target, permissions)
        temporary = file.path
    }

    deinit {
        if !isCommitted, file.isInPlace { _ = unsafe unlink(temporary) }
    }

    package func write(_ bytes: [UInt8]) throws(FileError) {
        do throws(FileError) { try file.write(bytes[...]) } catch { throw error.naming(path, .written) }
    }

    /// Gives the new file the old one's permissions, and its place.
    package func commit() throws(FileError) {
        if let permissions, unsafe chmod(temporary, permissions) != 0 { throw FileError(errno, .written, path) }
        guard unsafe rename(temporary, target) == 0 else { throw FileError(errno, .written, path) }
        isCommitted = true
    }

    // MARK: - Names

    /// Between the name of a file and the letters that tell one new content of it from another.
    private static let mark = ".octo-site-partial-"
    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    private static let letterCount = 8

    private static func create(for target: String, _ permissions: UInt32) throws(FileError) -> OpenFile {
        while true {
            let suffix = String(decoding: (0..<letterCount).map { _ in UInt8.random(in: letters) }, as: UTF8.self)
            do throws(FileError) {
                let file = try OpenFile(creating: target + mark + suffix, permissions: permissions)
                // Another process may have found it before it was locked, and taken it for a leftover.
                if isLocked(file), file.isInPlace { return file }
            } catch {
                guard error.reason == .exists else { throw error.naming(target, .written) }
            }
        }
    }

    /// True also where the file system knows no locks: then nobody can lock it, and nobody removes it.
    private static func isLocked(_ file: borrowing OpenFile) -> Bool {
        do throws(FileError) { return try file.lock() } catch { return true }
    }

    /// Removes what processes have left that were killed while they wrote the same file. What can't be removed stays: the caller's own
    /// file is what matters, and its errors are told.
    private static func removeLeftovers(of target: String) {
        let folder = FileSystem.folder(of: target)
        let prefix = FileSystem.name(of: target) + mark
        for name in (try? FileSystem.names(in: folder.isEmpty ? "." : folder)) ?? [] where name.hasPrefix(prefix) {
            guard isLeftover(name.dropFirst(prefix.count)),
                let file = try? OpenFile.lockingExisting(folder.isEmpty ? name : "\(folder)/\(name)"),
                (try? file.lock()) == true, file.isInPlace
            else { continue }
            _ = unsafe unlink(file.path)
        }
    }

    /// False for the name of a file that may be in use though it is not locked: release 1.0.0 wrote the number of its process
    /// instead of letters, and held no lock.
    private static func isLeftover(_ suffix: Substring) -> Bool {
        if let process = Int32(suffix), process > 0 {
            return process != CurrentProcess.id && kill(process, 0) != 0 && errno == ESRCH
        }
        return suffix.utf8.count == letterCount && suffix.utf8.allSatisfy(letters.contains)
    }
}
