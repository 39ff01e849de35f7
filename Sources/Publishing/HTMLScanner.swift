/// The start tags of a page with their attributes, one after the other: as much of HTML as finding links needs.
/// Comments and what stands in scripts and styles are passed over.
struct HTMLScanner {
    struct Tag {
        var name: String
        /// Of those asked for, with character references resolved; the first of a name counts.
        var attributes: [String: String] = [:]
    }

    private static let wanted: Set<String> = ["href", "src", "rel"]
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func nextTag() -> Tag? {
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            if starts(with: "!--") {
                skip(past: "-->")
            } else if let byte = peek, Self.isLetter(byte) {
                let tag = readTag()
                if tag.name == "script" || tag.name == "style" { skip(past: "</" + tag.name) }
                return tag
            }
        }
        index = bytes.count
        return nil
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func readTag() -> Tag {
        var tag = Tag(name: read { !Self.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }.lowercased())
        while let byte = peek, byte != UInt8(ascii: ">") {
            if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let name = read { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }.lowercased()
            skipSpace()
            guard peek == UInt8(ascii: "=") else { continue }
            index += 1
            skipSpace()
            let value = readValue()
            if Self.wanted.contains(name), tag.attributes[name] == nil { tag.attributes[name] = Self.resolved(value) }
        }
        return tag
    }

    private mutating func readValue() -> String {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return read { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
        }
        index += 1
        let value = read { $0 != quote }
        index = min(index + 1, bytes.count)
        return value
    }

    private mutating func read(while holds: (UInt8) -> Bool) -> String {
        let start = index
        while index < bytes.count, holds(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipSpace() { while let byte = peek, Self.isSpace(byte) { index += 1 } }

    private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    /// Past the next occurrence in any case, or to the end.
    private mutating func skip(past text: String) {
        let pattern = Array(text.utf8)
        while index < bytes.count {
            let isThere = bytes[index...].prefix(pattern.count).elementsEqual(pattern) { Self.lowercased($0) == $1 }
            if isThere {
                index += pattern.count
                return
            }
            index += 1
        }
    }

    /// Character references that may stand in an address: `&amp;` and numbers.
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
