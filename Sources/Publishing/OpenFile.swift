import Glibc

/// A file descriptor that is closed once, whatever happens.
struct OpenFile: ~Copyable {
    private var descriptor: Int32
    private let path: String

    init(creating path: String) throws(PublishingError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno, cannot: "created", path) }
        self.init(descriptor, path)
    }

    init(reading path: String) throws(PublishingError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, cannot: "read", path) }
        self.init(descriptor, path)
    }

    /// - Returns: nil unless there is a regular file of that size; a link to one is not one.
    init?(comparing path: String, size: Int) throws(PublishingError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, Disk.kind(ofMode: status.st_mode) == .file,
            Int(status.st_size) == size
        else { return nil }
        try self.init(reading: path)
    }

    private init(_ descriptor: Int32, _ path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(PublishingError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw .system(errno, cannot: "written", path)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Reads until the buffer is full or the file ends.
    /// - Returns: how many bytes of the buffer are the file's, 0 at its end.
    func fill(_ buffer: inout [UInt8]) throws(PublishingError) -> Int {
        var total = 0
        while total < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: total), bytes.count - total)
            }
            if count == 0 { break }
            if count > 0 {
                total += count
            } else if errno != EINTR {
                throw .system(errno, cannot: "read", path)
            }
        }
        return total
    }

    /// A network file system may tell of a full disk only when a file is closed.
    mutating func close() throws(PublishingError) {
        let result = Glibc.close(descriptor)
        descriptor = -1
        guard result == 0 else { throw .system(errno, cannot: "written", path) }
    }
}
