import Glibc

/// What a file system knows of a file, a folder or a link.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file, folder, link
        /// A device, a pipe or a socket.
        case other
    }

    package let kind: Kind
    /// In bytes.
    package let size: Int
    /// The mode without the kind: `0o644`.
    package let permissions: UInt32
    /// Together with `device`, identifies a file under all its names.
    package let inode: UInt64
    package let device: UInt64
    /// How many names the file has; 0 once it is removed.
    package let names: Int
    package let owner: UInt32
    package let group: UInt32
    package let accessed: FileTime
    package let modified: FileTime

    init(_ status: stat) {
        kind = Self.kind(ofMode: status.st_mode)
        size = Int(status.st_size)
        permissions = status.st_mode & 0o7777
        inode = UInt64(status.st_ino)
        device = UInt64(status.st_dev)
        names = Int(status.st_nlink)
        owner = status.st_uid
        group = status.st_gid
        accessed = FileTime(status.st_atim)
        modified = FileTime(status.st_mtim)
    }

    /// True if both are the same file.
    package func isSameFile(as other: FileStatus) -> Bool { inode == other.inode && device == other.device }

    private static func kind(ofMode mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }
}
