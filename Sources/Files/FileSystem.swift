import CLinux
import Glibc

/// The file system, a function a call. What the system refuses is a ``FileError`` that names the path.
package enum FileSystem {
    /// Links are not followed; nil if nothing is at the path, or if nothing can be known of it.
    package static func status(at path: String) -> FileStatus? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? FileStatus(status) : nil
    }

    /// The same, where something is to be at the path.
    package static func status(of path: String) throws(FileError) -> FileStatus {
        guard let status = status(at: path) else { throw FileError(errno, .read, path) }
        return status
    }

    package static func kind(of path: String) -> FileStatus.Kind? { status(at: path)?.kind }

    /// True for a folder, also behind a symbolic link.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && FileStatus(status).kind == .folder
    }

    /// The absolute path without links; nil if there is no such file.
    package static func realPath(_ path: String) -> String? { try? resolvedPath(of: path) }

    /// The absolute path without links, of a file or folder that is to be there.
    package static func resolvedPath(of path: String) throws(FileError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw FileError(errno, .read, path) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Where a symbolic link points to; nil if there is none.
    package static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// True if there is something at the path that this process may read.
    package static func canRead(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

    /// True if files can be created and renamed in the folder.
    package static func canWrite(in folder: String) -> Bool { refusal(ofWritingIn: folder) == nil }

    /// Why no file can be created or renamed in the folder; nil if one can.
    package static func refusal(ofWritingIn folder: String) -> FileError? {
        unsafe access(folder, W_OK | X_OK) == 0 ? nil : FileError(errno, .written, folder)
    }

    /// The bytes that are free for this user on the disk that the path is on; nil where the system can't tell.
    package static func freeSpace(at path: String) -> UInt64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0, status.f_blocks > 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// True if something is mounted on the folder: it can't be renamed then. Where the kernel can't tell, a folder counts
    /// as mounted on if it is on another device than its parent.
    package static func isMountPoint(_ path: String) -> Bool {
        let answer = unsafe linux_is_mount_point(path)
        if answer >= 0 { return answer == 1 }
        var own = stat()
        var parent = stat()
        guard unsafe stat(path, &own) == 0, unsafe stat(path + "/..", &parent) == 0 else { return false }
        return own.st_dev != parent.st_dev
    }

    // MARK: Changes

    /// Does nothing if the folder is there.
    package static func createFolder(_ path: String, permissions: UInt32 = 0o755) throws(FileError) {
        if unsafe mkdir(path, permissions) == 0 { return }
        let number = errno
        guard number == EEXIST, kind(of: path) == .folder else { throw FileError(number, .created, path) }
    }

    /// Creates the folder and all those above it.
    package static func createFolders(_ path: String) throws(FileError) {
        if path.isEmpty || isFolder(path) { return }
        try createFolders(folder(of: path))
        try createFolder(path)
    }

    /// Gives a file a second name.
    ///
    /// - Returns: false if the file system or its rules don't allow hard links here: a copy must do.
    package static func link(_ existing: String, as path: String) throws(FileError) -> Bool {
        if unsafe Glibc.link(existing, path) == 0 { return true }
        switch errno {
        case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV, EACCES: return false
        default: throw FileError(errno, .created, path)
        }
    }

    /// Replaces a file that has the new name, in one step.
    package static func rename(_ old: String, to new: String) throws(FileError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw FileError(errno, .replaced, new) }
    }

    package enum Exchange: Hashable, Sendable {
        case done
        /// The file system has no such operation; renaming does.
        case notSupported
        /// One of the two can't be moved at all: a mount point, or no permission.
        case immovable
    }

    /// Lets two paths change places in one step.
    package static func exchange(_ one: String, with other: String) throws(FileError) -> Exchange {
        if unsafe linux_exchange(one, other) == 0 { return .done }
        switch errno {
        case EINVAL, ENOSYS, EOPNOTSUPP: return .notSupported
        case EBUSY, EXDEV, EACCES, EPERM: return .immovable
        default: throw FileError(errno, .replaced, other)
        }
    }

    package static func setPermissions(_ permissions: UInt32, of path: String) throws(FileError) {
        guard unsafe chmod(path, permissions) == 0 else { throw FileError(errno, .written, path) }
    }

    /// Gives a folder another's owner and permissions. Only root can give it to another owner; else it stays the user's own.
    package static func copyOwnerAndPermissions(of example: String, to path: String) throws(FileError) {
        let status = try status(of: example)
        _ = unsafe chown(path, status.owner, status.group)
        guard unsafe chmod(path, status.permissions) == 0 else { throw FileError(errno, .created, path) }
    }

    /// Does nothing if the file is not there.
    package static func removeFile(_ path: String) throws(FileError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError(errno, .removed, path) }
    }

    // MARK: Paths

    /// The path without its last component: empty if it has one only.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }

    /// The last component.
    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }
}
