import Basics
import Crypto

/// `SHA256SUMS`, as `sha256sum -c` reads it: 64 hexadecimal digits, two spaces, the path; in order of the paths' bytes.
struct Checksums {
    var hashes: [String: String] = [:]

    init(_ hashes: [String: String] = [:]) { self.hashes = hashes }

    /// Lines that are none are left out: whoever edits the file only costs us reading some files again.
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
}
