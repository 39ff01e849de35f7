import Engagement

/// The texts in a number of files that may be e-mail addresses, in lower case, each with a file that has it.
///
/// The text does not show where an address begins and ends (`mailto:a@…`, `email=a@…`, `_a@…_`), so every word boundary before
/// the `@` counts as a beginning, and every one after it as an end. This finds more than addresses, and misses none.
struct AddressCandidates {
    /// RFC 5321 §4.5.3.1 allows 64 and 255 bytes; some providers more.
    private static let longestLocalPart = 128
    private static let longestDomain = 255

    private var files: [String: String] = [:]

    var count: Int { files.count }

    /// A file that has the address of this person; nil if none has.
    func file(with person: Person) -> String? {
        // Characters that `scan` does not take for a part of an address are cut off here, too.
        let bytes = Array(person.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let start = bytes[..<at].lastIndex(where: Self.endsWord).map { $0 + 1 } ?? 0
        guard let end = bytes[at...].lastIndex(where: Self.isLetter) else { return nil }
        return files[String(decoding: bytes[start...end], as: UTF8.self)]
    }

    /// Scans the bytes as they are, and again with their escapes resolved, until there are none.
    mutating func collect(from bytes: [UInt8], in file: String) {
        var bytes = bytes
        // A link in the code of a Markdown file within HTML is escaped three times. Nothing in practice is escaped more often.
        for _ in 0..<4 {
            scan(bytes, in: file)
            guard let resolved = Escapes.resolved(in: bytes) else { return }
            bytes = resolved
        }
    }

    private mutating func scan(_ bytes: [UInt8], in file: String) {
        var index = 0
        while let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
            index = at + 1
            let starts = Self.starts(in: bytes, before: at)
            for end in Self.ends(in: bytes, after: at) {
                for start in starts {
                    files[String(decoding: bytes[start..<end], as: UTF8.self).lowercased()] = file
                }
            }
        }
    }

    private static func starts(in bytes: [UInt8], before at: Int) -> [Int] {
        var starts: [Int] = []
        var index = at
        while index > 0, at - index < longestLocalPart, !endsWord(bytes[index - 1]) {
            index -= 1
            if index == 0 || !isLetter(bytes[index - 1]) || !isLetter(bytes[index]) { starts.append(index) }
        }
        return starts
    }

    private static func ends(in bytes: [UInt8], after at: Int) -> [Int] {
        var ends: [Int] = []
        var index = at + 1
        while index < bytes.count, index - at <= longestDomain, isLetter(bytes[index]) || "-._".utf8.contains(bytes[index]) {
            index += 1
            if isLetter(bytes[index - 1]), index == bytes.count || !isLetter(bytes[index]) { ends.append(index) }
        }
        return ends
    }

    /// Letters and digits of any script.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: false
        }
    }

    /// No address that can be sent to has one of these before its `@`.
    private static func endsWord(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }
}
