import Glibc

/// An open file: the owner of one descriptor, which it closes exactly once. No process that is started inherits it.
///
/// Every call is checked: a full disk is an error, never a file that ends early.
package struct OpenFile: ~Copyable, Sendable {
    /// -1 once the file is closed.
    private(set) var descriptor: Int32
    package let path: String

    /// Creates a file that must not exist yet.
    ///
    /// - Parameter permissions: less what the umask takes away.
    package init(creating path: String, permissions: UInt32 = 0o644) throws(FileError) {
        try self.init(path, O_WRONLY | O_CREAT | O_EXCL, permissions, .created)
    }

    /// Creates a file, or empties the one that is there.
    ///
    /// - Parameter permissions: of a new file, less what the umask takes away.
    package init(overwriting path: String, permissions: UInt32 = 0o644) throws(FileError) {
        try self.init(path, O_WRONLY | O_CREAT | O_TRUNC, permissions, .written)
    }

    package init(reading path: String) throws(FileError) { try self.init(path, O_RDONLY, 0, .read) }

    /// - Returns: nil unless a regular file of this size is at the path; a link to one does not count.
    package init?(reading path: String, ifSize size: Int) throws(FileError) {
        guard let status = FileSystem.status(at: path), status.kind == .file, status.size == size else { return nil }
        try self.init(reading: path)
    }

    /// Opens a file to lock it, and creates an empty one where there is none. Anything but a regular file with a single
    /// name is refused: a link's target would be emptied in its place.
    static func locking(_ path: String) throws(FileError) -> OpenFile {
        let file = try OpenFile(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600, .opened)
        let status = try file.status()
        // A file without a name has just been removed by the holder before.
        guard status.kind == .file, status.names <= 1 else { throw FileError(EMLINK, .opened, path) }
        return file
    }

    /// Opens a regular file that is there, to lock it; never what a symbolic link points to.
    static func lockingExisting(_ path: String) throws(FileError) -> OpenFile {
        let file = try OpenFile(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0, .opened)
        guard try file.status().kind == .file else { throw FileError(EINVAL, .opened, path) }
        return file
    }

    init(lockingFolder path: String) throws(FileError) { try self.init(path, O_RDONLY | O_DIRECTORY, 0, .read) }

    /// The process's standard output. Closing it closes a copy.
    package static func standardOutput() throws(FileError) -> OpenFile {
        try OpenFile(copying: STDOUT_FILENO, path: "Standard output")
    }

    /// The process's standard error. Closing it closes a copy.
    package static func standardError() throws(FileError) -> OpenFile {
        try OpenFile(copying: STDERR_FILENO, path: "Standard error")
    }

    /// Opens those of the three standard descriptors that the process was started without: the next file that is opened would have
    /// their number, and what is meant for people would be written into it. Reading finds nothing, writing a result fails, and
    /// messages go nowhere.
    package static func completeStandardDescriptors() {
        for (descriptor, flags) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is given: this one.
            _ = unsafe open("/dev/null", flags)
        }
    }

    /// A new file without a name: it is gone with the process, however that ends.
    package static func temporary() throws(FileError) -> OpenFile {
        let path = "A temporary file in \(P_tmpdir)"
        guard let stream = unsafe tmpfile() else { throw FileError(errno, .created, path) }
        defer { unsafe fclose(stream) }
        return try OpenFile(copying: unsafe fileno(stream), path: path)
    }

    private init(_ path: String, _ flags: Int32, _ permissions: UInt32, _ action: FileError.Action) throws(FileError) {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw FileError(errno, action, path) }
        self.init(descriptor: descriptor, path: path)
    }

    private init(copying original: Int32, path: String) throws(FileError) {
        let descriptor = fcntl(original, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw FileError(errno, .opened, path) }
        self.init(descriptor: descriptor, path: path)
    }

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    package func status() throws(FileError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(errno, .read, path) }
        return FileStatus(status)
    }

    package func write(_ bytes: ArraySlice<UInt8>) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(errno, .written, path)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Reads until the buffer is full or the file ends.
    ///
    /// - Returns: how many bytes of the buffer are the file's, 0 at its end.
    package func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
        var total = 0
        while total < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: total), bytes.count - total)
            }
            if count == 0 { break }
            if count > 0 {
                total += count
            } else if errno != EINTR {
                throw FileError(errno, .read, path)
            }
        }
        return total
    }

    /// The same from a place in the file.
    package func fill(_ buffer: inout [UInt8], from offset: Int) throws(FileError) -> Int {
        try seek(to: offset)
        return try fill(&buffer)
    }

    /// Reads on from the beginning of the file.
    package func rewind() throws(FileError) { try seek(to: 0) }

    private func seek(to offset: Int) throws(FileError) {
        guard lseek(descriptor, offset, SEEK_SET) == offset else { throw FileError(errno, .read, path) }
    }

    /// Empties the file and writes these bytes.
    func replaceContents(with bytes: [UInt8]) throws(FileError) {
        guard ftruncate(descriptor, 0) == 0 else { throw FileError(errno, .written, path) }
        try rewind()
        try write(bytes[...])
    }

    /// A network file system may tell of a full disk only when a file is closed.
    package mutating func close() throws(FileError) {
        let result = Glibc.close(descriptor)
        descriptor = -1
        guard result == 0 else { throw FileError(errno, .written, path) }
    }
}
