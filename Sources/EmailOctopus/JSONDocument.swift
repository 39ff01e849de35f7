/// A whole JSON text (RFC 8259), checked to its last byte, with an index of its values instead of a copy of them: a
/// report page holds thousands of values, of which a walk reads a few. What is read is made into a String only then.
final class JSONDocument: Sendable {
    enum Kind: UInt8, Sendable {
        case null, yes, no, number, string, escapedString, array, object
    }

    /// One value, or one key of an object; they stand in the order of the text, a container before what it holds.
    struct Node: Sendable {
        var kind: Kind
        /// The bytes of a scalar, without quotes.
        var start: Int32
        var end: Int32
        /// The node after this one and all that it holds.
        var next: Int32
    }

    let bytes: [UInt8]
    let nodes: [Node]

    /// - Throws: ``JSONSyntaxError`` for anything that isn't one whole JSON text in UTF-8.
    init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        guard bytes.count < Int32.max else { throw JSONSyntaxError(offset: 0, reason: "it is too long") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONSyntaxError(offset: 0, reason: "it is not UTF-8")
        }
        var scanner = JSONScanner(bytes)
        nodes = try scanner.document()
        self.bytes = bytes
    }

    var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// Where a text stops being JSON.
struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
    var offset: Int
    var reason: String

    var description: String { "\(reason), at byte \(offset)" }
}
