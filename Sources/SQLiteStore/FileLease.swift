import EngagementStore
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One run at a time: a file beside the database, locked with `flock`, with the holder's name in it. The system
/// unlocks it when the process dies, however it does.
actor FileLease {
    private let path: String
    private let store: String
    private var descriptor: Int32?

    init(path: String, store: String) {
        self.path = path
        self.store = store
    }

    func acquire(holder: String) throws {
        while descriptor == nil {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard file >= 0 else {
                throw StoreError(
                    .unreachable, store: store,
                    "\(store) can't be locked, as \(path) can't be opened (\(String(cString: strerror(errno)))); "
                        + "check the permissions of its folder.")
            }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                defer { close(file) }
                throw StoreError(
                    .leased, store: store,
                    "\(store) is in use by another run (\(contents(of: file))); wait for it to end, then run again.")
            }
            // Whoever held it before may have removed the file between our opening and locking it: then it guards
            // nothing.
            if isStillNamed(file) { descriptor = file } else { close(file) }
        }
        guard let descriptor else { return }
        ftruncate(descriptor, 0)
        let bytes = Array(holder.utf8)
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            let reason = String(cString: strerror(errno))
            release()
            throw StoreError(
                .failed, store: store, "\(store) can't be locked, as \(path) can't be written (\(reason)).")
        }
    }

    func renew() throws {
        guard descriptor == nil else { return }
        throw StoreError(
            .leased, store: store, "\(store) is no longer held by this run, and may be in use by another one.")
    }

    func release() {
        guard let descriptor else { return }
        // While it is still locked, so that nobody else's is removed.
        unlink(path)
        // By name, not by closing alone: a process that is just being started holds a copy of the descriptor for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
        self.descriptor = nil
    }

    private func contents(of file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = pread(file, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : "who has just begun"
    }

    private func isStillNamed(_ file: Int32) -> Bool {
        var (opened, named) = (stat(), stat())
        return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }
}
