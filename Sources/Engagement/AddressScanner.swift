/// Finds the parts of a text that may be e-mail addresses.
///
/// The text does not show where an address begins and ends (`mailto:a@…`, `email=a@…`, `_a@…_`), so every word boundary before
/// the `@` counts as a beginning, and every one after it as an end. This finds more than addresses, and misses none.
package enum AddressScanner {
    /// RFC 5321 §4.5.3.1 allows 64 and 255 bytes; some providers more.
    private static let longestLocalPart = 128
    private static let longestDomain = 255

    /// Calls the body for each `@` that has something before and behind it: with all beginnings, nearest first, and all ends,
    /// nearest first, as indices of bytes.
    package static func scan(_ bytes: [UInt8], _ body: (_ starts: [Int], _ ends: [Int]) -> Void) {
        var index = 0
        while let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
            index = at + 1
            let starts = starts(in: bytes, before: at)
            guard !starts.isEmpty else { continue }
            let ends = ends(in: bytes, after: at)
            if !ends.isEmpty { body(starts, ends) }
        }
    }

    /// The part of an address that ``scan(_:_:)`` can find: without characters at its ends that it does not take for a part of an
    /// address. Nil for a text without `@`.
    package static func findablePart(of person: Person) -> String? {
        let bytes = Array(person.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let start = bytes[..<at].lastIndex(where: endsWord).map { $0 + 1 } ?? 0
        guard let end = bytes[at...].lastIndex(where: isLetter) else { return nil }
        return String(decoding: bytes[start...end], as: UTF8.self)
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
    static func isLetter(_ byte: UInt8) -> Bool {
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
