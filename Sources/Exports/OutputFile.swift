import Basics
import Crypto
import Files

/// A file that is being written: buffered, counted, and hashed on the way, so that it need not be read again.
final class OutputFile {
    private static let bufferSize = 1 << 18

    /// As the user named it.
    let name: String
    private var file: OpenFile
    private var buffer = ByteBuffer()
    private var hash = SHA256()
    private var flushed = 0
    var bytes: Int { flushed + buffer.count }

    /// Creates the file, which only its owner may read, as it may hold addresses; or empties the one that is there. Publishing
    /// makes the site's files readable.
    ///
    /// - Parameter name: what errors call the file.
    convenience init(path: String, name: String) throws(ExportError) {
        let file = try explainingFileErrors(name) { () throws(FileError) in
            try OpenFile(overwriting: path, permissions: 0o600)
        }
        self.init(file, name: name)
    }

    private init(_ file: consuming OpenFile, name: String) {
        self.file = file
        self.name = name
    }

    static func standardOutput() throws(ExportError) -> OutputFile {
        let name = "Standard output"
        return OutputFile(try explainingFileErrors(name) { () throws(FileError) in try .standardOutput() }, name: name)
    }

    /// The size and the SHA-256, in hexadecimal, of a file that was written by other means.
    static func measure(_ path: String, name: String) throws(ExportError) -> (bytes: Int, sha256: String) {
        try explainingFileErrors(name) { () throws(FileError) in
            let file = try OpenFile(reading: path)
            var (hash, bytes, buffer) = (SHA256(), 0, [UInt8](repeating: 0, count: bufferSize))
            while true {
                let count = try file.fill(&buffer)
                guard count > 0 else { return (bytes, Array(hash.finalize()).hexadecimal) }
                hash.update(data: buffer[..<count])
                bytes += count
            }
        }
    }

    func append(_ bytes: ByteBuffer) throws(ExportError) {
        buffer.append(bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Appends rows of another file.
    /// - Parameter updates: take the places of their rows, in whose order they are.
    func append(
        _ part: Range<Int>, of other: String, from source: RowSource, updated updates: [UpdatedRows.Line]
    ) throws(ExportError) {
        var rows = UpdatedCopy(updates)
        try source.read(part, of: other) { (bytes) throws(ExportError) in
            try rows.add(bytes) { (bytes) throws(ExportError) in try append(bytes) }
        }
        guard rows.isComplete else { throw RowSource.outdated(other) }
    }

    private func append(_ bytes: ArraySlice<UInt8>) throws(ExportError) {
        guard bytes.count >= Self.bufferSize / 4 else {
            buffer.append(bytes)
            if buffer.count >= Self.bufferSize { try flush() }
            return
        }
        try flush()
        hash.update(data: bytes)
        try explainingFileErrors(name) { () throws(FileError) in try file.write(bytes) }
        flushed += bytes.count
    }

    /// Writes the rest of the buffer and closes the file.
    ///
    /// - Returns: the SHA-256 of the whole file, in hexadecimal.
    func finish() throws(ExportError) -> String {
        try flush()
        try explainingFileErrors(name) { () throws(FileError) in try file.close() }
        return Array(hash.finalize()).hexadecimal
    }

    private func flush() throws(ExportError) {
        hash.update(data: buffer.bytes)
        try explainingFileErrors(name) { () throws(FileError) in try file.write(buffer.bytes[...]) }
        flushed += buffer.count
        buffer.clear()
    }
}
