import Basics
import Crypto
import Files

/// The hashes of a site's files, as `sha256sum -c` reads them: 64 hexadecimal digits, two spaces, the path; in order of the
/// paths' bytes.
struct Checksums {
    var hashes: [String: String] = [:]

    /// In the place of a hash, where only the path counts.
    static let unknown = String(repeating: "0", count: 64)

    init(_ hashes: [String: String] = [:]) { self.hashes = hashes }

    /// Lines of another form are left out: the files that they may have named are read again.
    init(parsing bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let (hash, rest) = (line.prefix(64), line.dropFirst(64))
            guard hash.count == 64, hash.allSatisfy({ Hexadecimal.value(ofDigit: $0) != nil }), rest.starts(with: "  ".utf8)
            else { continue }
            hashes[String(decoding: rest.dropFirst(2), as: UTF8.self)] = String(decoding: hash, as: UTF8.self)
        }
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        let ordered = hashes.sorted { $0.key.bytesPrecede($1.key) }
        for (path, hash) in ordered { output += "\(hash)  \(path)\n".utf8 }
        return output
    }

    static func sha256(of bytes: [UInt8]) -> String { Array(SHA256.hash(data: bytes)).hexadecimal }

    static func sha256(ofFile path: String) throws(FileError) -> String {
        var hash = SHA256()
        try FileSystem.forEachChunk(of: path) { (bytes) throws(FileError) in hash.update(data: bytes) }
        return Array(hash.finalize()).hexadecimal
    }
}
