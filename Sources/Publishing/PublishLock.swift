import Glibc

/// One run at a time: an advisory lock that the kernel lets go of when the process ends, however it ends.
///
/// It is held on a file beside the output, as the folder itself is exchanged; and on the folder, for those who can't
/// write beside it.
struct PublishLock: ~Copyable {
    private let file: (descriptor: Int32, path: String)?
    private let folder: Int32?

    /// - Parameters:
    ///   - path: of the file, which is created; nil where nothing can be created beside the output.
    ///   - output: the output folder, or nil if there is none yet.
    init(file path: String?, output: String?, name: String) throws(PublishingError) {
        let file = try path.map { (path) throws(PublishingError) in (try Self.lock(file: path, name: name), path) }
        do throws(PublishingError) {
            folder = try output.map { (path) throws(PublishingError) in try Self.lock(folder: path, name: name) }
        } catch {
            if let file { _ = close(file.0) }
            throw error
        }
        self.file = file
    }

    deinit {
        if let folder { Self.unlock(folder) }
        if let file {
            // Nobody else can have locked this very file: unlinked before it is let go, it is never two locks at once.
            unsafe unlink(file.path)
            Self.unlock(file.descriptor)
        }
    }

    /// Unlocked by name, not by closing alone: a process that is just being started holds a copy of the descriptor for a moment.
    private static func unlock(_ descriptor: Int32) {
        _ = flock(descriptor, LOCK_UN)
        _ = close(descriptor)
    }

    private static func lock(file path: String, name: String) throws(PublishingError) -> Int32 {
        while true {
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw .system(errno, cannot: "created", path) }
            try lock(descriptor, name: name)
            // The holder before may have removed the file between our opening and locking it.
            var own = stat()
            var there = stat()
            if unsafe fstat(descriptor, &own) == 0, unsafe stat(path, &there) == 0, own.st_ino == there.st_ino {
                return descriptor
            }
            _ = close(descriptor)
        }
    }

    private static func lock(folder path: String, name: String) throws(PublishingError) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, cannot: "read", path) }
        try lock(descriptor, name: name)
        return descriptor
    }

    private static func lock(_ descriptor: Int32, name: String) throws(PublishingError) {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
        let number = errno
        _ = close(descriptor)
        guard number == EWOULDBLOCK else { throw .system(number, cannot: "locked", name) }
        throw PublishingError(
            .locked, path: name, "Another octo-site is publishing to \(name). Wait until it has ended, then run this again.")
    }
}
