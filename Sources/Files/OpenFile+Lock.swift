import Glibc

extension OpenFile {
    /// Locks the file (`flock`) until it is closed; the kernel unlocks it when the process ends, however it ends.
    ///
    /// - Returns: false if another process, or another file that this one has opened, holds the lock.
    /// - Throws: ``FileError`` where the file system knows no locks.
    func lock() throws(FileError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw FileError(errno, .locked, path) }
        return false
    }

    /// False if the file has been removed, or replaced by another one.
    var isInPlace: Bool {
        guard let opened = try? status(), let named = FileSystem.status(at: path) else { return false }
        return opened.isSameFile(as: named)
    }
}
