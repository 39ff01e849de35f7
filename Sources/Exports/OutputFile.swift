import Basics
import Crypto
import Glibc

/// A file that is being written: buffered, counted, and hashed on the way, so that nothing is read again.
///
/// A class, as a descriptor has one owner and is closed once. Every write is checked: a full disk is an error, never a
/// file that ends early.
final class OutputFile {
    private static let bufferSize = 1 << 18

    /// As a person would name it.
    let name: String
    private var descriptor: Int32
    private let closes: Bool
    private var buffer = ByteBuffer()
    private var hash = SHA256()
    private(set) var bytes = 0

    /// Creates or empties the file at `path`; `name` is what errors call it.
    init(path: String, name: String) throws(ExportError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno, file: name) }
        self.name = name
        closes = true
        buffer.reserve(Self.bufferSize + 4_096)
    }

    private init(standardOutput descriptor: Int32) {
        name = "Standard output"
        self.descriptor = descriptor
        closes = false
        buffer.reserve(Self.bufferSize + 4_096)
    }

    static var standardOutput: OutputFile { OutputFile(standardOutput: STDOUT_FILENO) }

    deinit {
        if closes, descriptor >= 0 { close(descriptor) }
    }

    func append(_ bytes: ByteBuffer) throws(ExportError) {
        buffer.append(bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is left and closes the file.
    /// - Returns: the SHA-256 of everything, in hexadecimal.
    func finish() throws(ExportError) -> String {
        try flush()
        if closes {
            let result = close(descriptor)
            descriptor = -1
            // A network file system may tell of a full disk only now.
            guard result == 0 else { throw .system(errno, file: name) }
        }
        return Array(hash.finalize()).hexadecimal
    }

    private func flush() throws(ExportError) {
        let failure: Int32? = buffer.bytes.withUnsafeBytes { bytes in
            hash.update(bufferPointer: bytes)
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                rest = rest.dropFirst(written)
            }
            return nil
        }
        if let failure { throw .system(failure, file: name) }
        bytes += buffer.count
        buffer.clear()
    }
}
