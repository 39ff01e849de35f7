import Basics

/// A value of a ``JSONDocument``, read as leniently as a client of an API must: absent and null are the same, and numbers
/// may be strings.
struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    private var node: JSONDocument.Node { document.nodes[index] }

    var isObject: Bool { node.kind == .object }
    var isArray: Bool { node.kind == .array }
    /// True for a container without elements.
    var isEmpty: Bool { Int(node.next) == index + 1 }

    /// The member with that name (the first, if there are several); nil if it is absent or null, or this is no object.
    subscript(name: StaticString) -> JSONValue? {
        guard let value = member(name), value.node.kind != .null else { return nil }
        return value
    }

    /// True if there is a member with that name, even if it is null.
    func has(_ name: StaticString) -> Bool { member(name) != nil }

    private func member(_ name: StaticString) -> JSONValue? {
        guard node.kind == .object else { return nil }
        let end = Int(node.next)
        var key = index + 1
        while key < end {
            if document.nodes[key].isKey(name, in: document.bytes) {
                return JSONValue(document: document, index: key + 1)
            }
            key = Int(document.nodes[key + 1].next)
        }
        return nil
    }

    /// An array's elements; none for anything else.
    var elements: some Sequence<JSONValue> { children(of: .array) }

    /// An object's members in their order, without those whose name is too large to be kept; none for anything else.
    var members: some Sequence<(name: String, value: JSONValue)> {
        sequence(state: children(of: .object)) { children in
            while let name = children.next(), let value = children.next() {
                if let name = name.string { return (name, value) }
            }
            return nil
        }
    }

    /// The values in a container: an array's elements, or those of an object's members; none for anything else.
    var values: some Sequence<JSONValue> {
        sequence(state: children(of: kind)) { [isObject] children in
            guard let child = children.next() else { return nil }
            return isObject ? children.next() : child
        }
    }

    /// The nodes in a container of that kind: an array's elements, or an object's names and values in turn.
    private func children(of kind: JSONDocument.Kind) -> Children {
        Children(document: document, index: index + 1, end: node.kind == kind ? Int(node.next) : 0)
    }

    private struct Children: Sequence, IteratorProtocol {
        let document: JSONDocument
        var index: Int
        let end: Int

        mutating func next() -> JSONValue? {
            guard index < end else { return nil }
            defer { index = Int(document.nodes[index].next) }
            return JSONValue(document: document, index: index)
        }
    }

    /// A string's text; nil for anything else, and for a text that is too large to be kept.
    var string: String? {
        guard !isOversized else { return nil }
        return switch node.kind {
        case .string: spelling
        case .escapedString: unescaped
        default: nil
        }
    }

    /// A string's text, or a number as it is spelled: ids and words.
    var text: String? { node.kind == .number && !isOversized ? spelling : string }

    /// A whole number, also as a string (`"10"`) or with a fraction of zero (`10.0`).
    var int: Int? {
        guard let text else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// `true`, `false`, or as 1 and 0.
    var bool: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: int.map { $0 != 0 }
        }
    }

    /// The value's own bytes as they came: a container with its brackets, a string without its quotes.
    var spelling: String { String(decoding: bytes, as: UTF8.self) }

    var bytes: ArraySlice<UInt8> { document.bytes[Int(node.start)..<Int(node.end)] }

    var kind: JSONDocument.Kind { node.kind }

    /// The most bytes of a value that is kept.
    static let largest = 65_536

    /// True for a value that is too large to be kept.
    var isOversized: Bool {
        guard Int(node.end - node.start) > Self.largest else { return false }
        return kind != .escapedString || unescaped.utf8.count > Self.largest
    }

    /// The names of the members, also of members that are objects, whose value or name is too large to be kept. A name that is
    /// too large is cut.
    var oversizedMembers: [String] {
        guard isObject, Int(node.end - node.start) > Self.largest else { return [] }
        var (names, children) = ([String](), children(of: .object))
        while let name = children.next(), let value = children.next() {
            if name.isOversized || (!value.isObject && value.isOversized) {
                names.append(name.string ?? String(name.unescaped.prefix(40)) + "…")
            } else {
                names += value.oversizedMembers
            }
        }
        return names
    }

    /// Without U+0000; half a surrogate pair becomes U+FFFD. The scanner has checked every escape.
    private var unescaped: String {
        let bytes = bytes
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            guard bytes[position] == UInt8(ascii: "\\") else {
                output.append(bytes[position])
                position += 1
                continue
            }
            switch bytes[position + 1] {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0c)
            case UInt8(ascii: "n"): output.append(0x0a)
            case UInt8(ascii: "r"): output.append(0x0d)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                let scalar = Self.scalar(in: bytes, at: &position)
                if scalar.value != 0 { output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
                continue
            case let byte: output.append(byte)
            }
            position += 2
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Reads `\uXXXX`, or two of them that are one character.
    private static func scalar(in bytes: ArraySlice<UInt8>, at position: inout Int) -> Unicode.Scalar {
        func unit(at place: Int) -> UInt32? {
            guard place + 6 <= bytes.endIndex, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
                return nil
            }
            return Hexadecimal.value(of: bytes[place + 2..<place + 6])
        }
        let first = unit(at: position) ?? 0xfffd
        position += 6
        if (0xd800...0xdbff).contains(first), let second = unit(at: position), (0xdc00...0xdfff).contains(second) {
            position += 6
            return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
        }
        return Unicode.Scalar(first) ?? "\u{fffd}"
    }
}

extension JSONDocument.Node {
    /// Compares bytes: a name spelled with escapes is not found, and no API writes one so.
    fileprivate func isKey(_ name: StaticString, in bytes: [UInt8]) -> Bool {
        Int(end - start) == name.utf8CodeUnitCount
            && name.withUTF8Buffer { $0.elementsEqual(bytes[Int(start)..<Int(end)]) }
    }
}
