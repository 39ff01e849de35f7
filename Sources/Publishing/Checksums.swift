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
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let hash = line.prefix { $0.isHexDigit }
            let path = line.dropFirst(hash.count)
            if hash.utf8.count == 64, path.hasPrefix("  ") { hashes[String(path.dropFirst(2))] = String(hash) }
        }
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        let ordered = hashes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (path, hash) in ordered { output += Array("\(hash)  \(path)\n".utf8) }
        return output
    }

    static func sha256(of bytes: [UInt8]) -> String { Array(SHA256.hash(data: bytes)).hexadecimal }

    static func sha256(ofFile path: String) throws(FileError) -> String {
        var hash = SHA256()
        try FileSystem.forEachChunk(of: path) { (bytes) throws(FileError) in hash.update(data: bytes) }
        return Array(hash.finalize()).hexadecimal
    }
}
