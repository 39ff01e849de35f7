import CLinux
import Glibc

/// The file system, one call a function; every refusal becomes a sentence that names the path.
enum Disk {
    enum Kind { case file, folder, link, other }

    /// What stands at the path, links not followed; nil for nothing.
    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        return kind(ofMode: status.st_mode)
    }

    static func kind(ofMode mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }

    static func status(of path: String) throws(PublishingError) -> stat {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { throw .system(errno, cannot: "read", path) }
        return status
    }

    /// True for a folder, also behind a symbolic link.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && kind(ofMode: status.st_mode) == .folder
    }

    static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(PublishingError) {
        if unsafe mkdir(path, mode) == 0 { return }
        let number = errno
        guard number == EEXIST, kind(of: path) == .folder else { throw .system(number, cannot: "created", path) }
    }

    /// The folder with all those above it.
    static func makeFolders(_ path: String) throws(PublishingError) {
        if path.isEmpty || isFolder(path) { return }
        try makeFolders(folder(of: path))
        try makeFolder(path)
    }

    /// True if files can be made and renamed in the folder.
    static func canWrite(in folder: String) -> Bool { unsafe access(folder, W_OK | X_OK) == 0 }

    /// - Returns: false where a file system or its rules don't allow hard links, and a copy must do.
    static func link(_ existing: String, as path: String) throws(PublishingError) -> Bool {
        if unsafe Glibc.link(existing, path) == 0 { return true }
        switch errno {
        case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV, EACCES: return false
        default: throw .system(errno, cannot: "created", path)
        }
    }

    static func rename(_ old: String, to new: String) throws(PublishingError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw .system(errno, cannot: "put in place", new) }
    }

    /// Both paths change places in one step.
    /// - Returns: 0, or the error's number where the file system can't do that.
    static func exchange(_ one: String, with other: String) -> Int32 {
        unsafe linux_exchange(one, other) == 0 ? 0 : errno
    }

    /// True if something is mounted on the folder: it can't be renamed then. Kernels that can't tell are believed
    /// when the folder lies on another device than its parent.
    static func isMountPoint(_ path: String) -> Bool {
        let answer = unsafe linux_is_mount_point(path)
        if answer >= 0 { return answer == 1 }
        var own = stat()
        var parent = stat()
        guard unsafe stat(path, &own) == 0, unsafe stat(path + "/..", &parent) == 0 else { return false }
        return own.st_dev != parent.st_dev
    }

    /// Gives a folder another's owner and mode. Only root may give a folder away; else it stays the user's own.
    static func liken(_ path: String, to example: String) throws(PublishingError) {
        let status = try status(of: example)
        _ = unsafe chown(path, status.st_uid, status.st_gid)
        guard unsafe chmod(path, status.st_mode & 0o7777) == 0 else { throw .system(errno, cannot: "created", path) }
    }

    static func removeFile(_ path: String) throws(PublishingError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system(errno, cannot: "removed", path) }
    }

    /// The path without its last component.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }
}
