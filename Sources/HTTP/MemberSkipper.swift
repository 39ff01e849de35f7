/// Replaces the values of one member by null, wherever the member is in a JSON text, while the text arrives in chunks. A
/// campaign carries its whole mail as HTML, which nobody reads: a page of a hundred would otherwise take megabytes.
///
/// What is no JSON passes as it is, or is cut where a skipped value doesn't end; either way a parser finds it.
package struct MemberSkipper {
    private enum State {
        /// Between tokens, or in a number or a word.
        case plain
        case string
        case escape
        /// Behind the member's name.
        case named
        /// Behind the member's colon.
        case colon
        case skippedString
        case skippedEscape
        /// In a container, outside its strings; so many are open.
        case skipped(depth: Int)
        case skippedInnerString(depth: Int)
        case skippedInnerEscape(depth: Int)
        case skippedWord
    }

    /// Deeper texts pass as they are: no parser of ours reads them.
    private static let deepest = 200

    private let name: [UInt8]
    private var state = State.plain
    /// The containers around the present place: true for an object.
    private var isObject: [Bool] = []
    private var expectsName = false
    /// How many bytes of the present string are the member's name; nil if the string is another one, or no name.
    private var matched: Int?
    private var isTooDeep = false

    package init(name: String) { self.name = Array(name.utf8) }

    /// Appends what is kept of a chunk.
    package mutating func append(_ chunk: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + min(chunk.count, 65_536))
        for byte in chunk {
            if isTooDeep { output.append(byte) } else { step(byte, &output) }
        }
    }

    private mutating func step(_ byte: UInt8, _ output: inout [UInt8]) {
        switch state {
        case .plain: plain(byte, &output)
        case .string:
            output.append(byte)
            switch byte {
            case UInt8(ascii: "\""): state = matched == name.count ? .named : .plain
            case UInt8(ascii: "\\"): (state, matched) = (.escape, nil)
            default: if let count = matched { matched = count < name.count && name[count] == byte ? count + 1 : nil }
            }
        case .escape:
            output.append(byte)
            state = .string
        case .named:
            output.append(byte)
            if byte == UInt8(ascii: ":") { state = .colon } else if !Self.isSpace(byte) { state = .plain }
        case .colon: begin(byte, &output)
        case .skippedString:
            if byte == UInt8(ascii: "\"") { state = .plain } else if byte == UInt8(ascii: "\\") { state = .skippedEscape }
        case .skippedEscape: state = .skippedString
        case .skipped(let depth): skip(byte, depth)
        case .skippedInnerString(let depth):
            if byte == UInt8(ascii: "\"") {
                state = .skipped(depth: depth)
            } else if byte == UInt8(ascii: "\\") {
                state = .skippedInnerEscape(depth: depth)
            }
        case .skippedInnerEscape(let depth): state = .skippedInnerString(depth: depth)
        case .skippedWord:
            if Self.isSpace(byte) || Self.endsValue(byte) {
                state = .plain
                plain(byte, &output)
            }
        }
    }

    private mutating func plain(_ byte: UInt8, _ output: inout [UInt8]) {
        output.append(byte)
        switch byte {
        case UInt8(ascii: "\""): (state, matched) = (.string, expectsName ? 0 : nil)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            isObject.append(byte == UInt8(ascii: "{"))
            expectsName = byte == UInt8(ascii: "{")
            isTooDeep = isObject.count > Self.deepest
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            _ = isObject.popLast()
            expectsName = false
        case UInt8(ascii: ","): expectsName = isObject.last == true
        case UInt8(ascii: ":"): expectsName = false
        default: break
        }
    }

    /// Takes the first byte of a value that is skipped.
    private mutating func begin(_ byte: UInt8, _ output: inout [UInt8]) {
        guard !Self.isSpace(byte) else { return output.append(byte) }
        expectsName = false
        state = .plain
        if Self.endsValue(byte) { return plain(byte, &output) }
        output += Array("null".utf8)
        switch byte {
        case UInt8(ascii: "\""): state = .skippedString
        case UInt8(ascii: "{"), UInt8(ascii: "["): state = .skipped(depth: 1)
        default: state = .skippedWord
        }
    }

    private mutating func skip(_ byte: UInt8, _ depth: Int) {
        switch byte {
        case UInt8(ascii: "\""): state = .skippedInnerString(depth: depth)
        case UInt8(ascii: "{"), UInt8(ascii: "["): state = .skipped(depth: depth + 1)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): state = depth > 1 ? .skipped(depth: depth - 1) : .plain
        default: break
        }
    }

    private static func endsValue(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }
}
