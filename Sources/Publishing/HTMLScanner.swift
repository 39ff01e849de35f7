/// Finds the start tags of a page with the attributes that make links, one after the other: as much of HTML as links need.
/// Skips comments, scripts and styles. Works on ranges of bytes, without making Strings, as every page of a site is scanned.
struct HTMLScanner {
    /// Ranges of the bytes; nil for an attribute that the tag does not have. The first of several with one name counts.
    struct Tag {
        var name: Range<Int>
        var href: Range<Int>?
        var src: Range<Int>?
        var rel: Range<Int>?
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func nextTag() -> Tag? {
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            if holds("!--", at: index) {
                skip(past: "-->")
            } else if let byte = peek, Self.isLetter(byte) {
                let tag = readTag()
                if has(tag.name, "script") { skip(past: "</script") }
                if has(tag.name, "style") { skip(past: "</style") }
                return tag
            }
        }
        index = bytes.count
        return nil
    }

    /// The text of a tag's name or an attribute's value, character references resolved.
    func text(_ range: Range<Int>) -> String { Self.resolved(String(decoding: bytes[range], as: UTF8.self)) }

    /// True if these bytes are the word in any case. The word is given in lower case.
    func has(_ range: Range<Int>, _ word: StaticString) -> Bool {
        range.count == word.utf8CodeUnitCount && holds(word, at: range.lowerBound)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func readTag() -> Tag {
        var tag = Tag(name: read { !Self.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") })
        while let byte = peek, byte != UInt8(ascii: ">") {
            if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let name = read { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
            skipSpace()
            guard peek == UInt8(ascii: "=") else {
                // A name is only empty before a character that has no place in a tag: skip it.
                if name.isEmpty { index += 1 }
                continue
            }
            index += 1
            skipSpace()
            let value = readValue()
            if has(name, "href") { tag.href = tag.href ?? value }
            if has(name, "src") { tag.src = tag.src ?? value }
            if has(name, "rel") { tag.rel = tag.rel ?? value }
        }
        return tag
    }

    private mutating func readValue() -> Range<Int> {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return read { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
        }
        index += 1
        let value = read { $0 != quote }
        index = min(index + 1, bytes.count)
        return value
    }

    private mutating func read(while holds: (UInt8) -> Bool) -> Range<Int> {
        let start = index
        while index < bytes.count, holds(bytes[index]) { index += 1 }
        return start..<index
    }

    private func holds(_ word: StaticString, at start: Int) -> Bool {
        guard start + word.utf8CodeUnitCount <= bytes.count else { return false }
        return word.withUTF8Buffer { word in
            for offset in word.indices where unsafe Self.lowercased(bytes[start + offset]) != word[offset] { return false }
            return true
        }
    }

    private mutating func skipSpace() { while let byte = peek, Self.isSpace(byte) { index += 1 } }

    /// Moves behind the next occurrence of the word in any case, or to the end.
    private mutating func skip(past word: StaticString) {
        while index < bytes.count, !holds(word, at: index) { index += 1 }
        index = min(index + word.utf8CodeUnitCount, bytes.count)
    }

    /// Resolves the character references that an address may have: `&amp;` and the like, and numbers.
    private static func resolved(_ value: String) -> String {
        guard value.contains("&") else { return value }
        var output = ""
        var rest = value[...]
        while let start = rest.firstIndex(of: "&") {
            output += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: ";"), let character = character(rest[rest.index(after: start)..<end]) else {
                output.append("&")
                rest = rest.dropFirst()
                continue
            }
            output.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return output + rest
    }

    private static func character(_ reference: Substring) -> Character? {
        switch reference {
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        case "lt": return "<"
        case "gt": return ">"
        default:
            guard reference.hasPrefix("#") else { return nil }
            let digits = reference.dropFirst()
            let isHexadecimal = digits.first == "x" || digits.first == "X"
            let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lowercased(byte)) }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
