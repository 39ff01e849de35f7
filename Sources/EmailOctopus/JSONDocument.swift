/// A whole JSON text (RFC 8259), checked to its last byte, with an index of its values instead of a copy of them: a report
/// page has thousands of values, of which a walk reads a few. A value becomes a String only when it is read.
final class JSONDocument: Sendable {
    enum Kind: UInt8, Sendable {
        case null, yes, no, number, string, escapedString, array, object
    }

    /// One value, or one key of an object. Nodes are in the order of the text, a container before its elements.
    struct Node: Sendable {
        var kind: Kind
        /// The bytes of a scalar, without quotes.
        var start: Int32
        var end: Int32
        /// The index of the node after this one and its elements.
        var next: Int32
    }

    let bytes: [UInt8]
    let nodes: [Node]

    /// Bytes that are no UTF-8 become U+FFFD.
    /// - Throws: ``JSONSyntaxError`` for anything that isn't one whole JSON text.
    init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        guard bytes.count < Int32.max else { throw JSONSyntaxError(offset: 0, reason: "it is too long") }
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        let bytes = isUTF8 ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
        var scanner = JSONScanner(bytes)
        nodes = try scanner.document()
        self.bytes = bytes
    }

    var root: JSONValue { JSONValue(document: self, index: 0) }
}
