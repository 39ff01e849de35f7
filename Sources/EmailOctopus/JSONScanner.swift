import Basics

/// Reads a text once, byte by byte, and records where its values are.
struct JSONScanner {
    /// The deepest nesting that is read: more than any API uses, and far from overflowing a thread's stack.
    static let deepest = 100

    private let bytes: [UInt8]
    private var position = 0
    private var nodes: [JSONDocument.Node] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 10)
        // A byte order mark may be ignored (RFC 8259 §8.1); PHP files are known to send one.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    mutating func document() throws(JSONSyntaxError) -> [JSONDocument.Node] {
        try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error("something follows the value") }
        return nodes
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), 0x30...0x39: try number()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw error("no value begins here")
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) {
        let index = try open(.object, depth: depth)
        if !skip(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard try peek() == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
                try string()
                skipSpace()
                guard skip(UInt8(ascii: ":")) else { throw error("a colon is missing") }
                try value(depth: depth)
                skipSpace()
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "}")) else { throw error("an object does not end") }
        }
        close(index)
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) {
        let index = try open(.array, depth: depth)
        if !skip(UInt8(ascii: "]")) {
            repeat {
                try value(depth: depth)
                skipSpace()
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { throw error("an array does not end") }
        }
        close(index)
    }

    private mutating func open(_ kind: JSONDocument.Kind, depth: Int) throws(JSONSyntaxError) -> Int {
        guard depth <= Self.deepest else { throw error("it is nested too deeply") }
        nodes.append(JSONDocument.Node(kind: kind, start: Int32(position), end: 0, next: 0))
        position += 1
        skipSpace()
        return nodes.count - 1
    }

    private mutating func close(_ index: Int) {
        nodes[index].end = Int32(position)
        nodes[index].next = Int32(nodes.count)
    }

    private mutating func append(_ kind: JSONDocument.Kind, _ range: Range<Int>) {
        nodes.append(
            JSONDocument.Node(
                kind: kind, start: Int32(range.lowerBound), end: Int32(range.upperBound), next: Int32(nodes.count + 1)))
    }

    private mutating func string() throws(JSONSyntaxError) {
        position += 1
        let start = position
        var kind = JSONDocument.Kind.string
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                append(kind, start..<position)
                position += 1
                return
            case UInt8(ascii: "\\"):
                kind = .escapedString
                try escape()
            case 0..<0x20: throw error("a control character is in a string")
            default: position += 1
            }
        }
        throw error("a string does not end")
    }

    /// Checks one escape; ``JSONValue/string`` decodes it.
    private mutating func escape() throws(JSONSyntaxError) {
        position += 1
        switch try peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"): try codeUnit()
        default: throw error("an escape is unknown")
        }
    }

    /// Reads `uXXXX`.
    private mutating func codeUnit() throws(JSONSyntaxError) {
        guard position + 5 <= bytes.count, Hexadecimal.value(of: bytes[position + 1..<position + 5]) != nil else {
            throw error("an escape is not four hexadecimal digits")
        }
        position += 5
    }

    private mutating func number() throws(JSONSyntaxError) {
        let start = position
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try digits()
        }
        append(.number, start..<position)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw error("a digit is missing") }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONDocument.Kind) throws(JSONSyntaxError) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
        else { throw error("no value begins here") }
        append(kind, position..<end)
        position = end
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private func peek() throws(JSONSyntaxError) -> UInt8 {
        guard position < bytes.count else { throw error("it ends too early") }
        return bytes[position]
    }

    private func error(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(offset: position, reason: reason) }
}
