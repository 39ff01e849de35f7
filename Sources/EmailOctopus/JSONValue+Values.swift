import Engagement
import HTTP

extension JSONValue {
    /// A text; nil for an empty one, which is no address.
    var address: String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// An id, in lower case if it is a UUID, which has one meaning in both cases; nil for anything else.
    var id: String? { text.flatMap { $0.isEmpty ? nil : canonicalID($0) } }

    /// True for a number, also as a string.
    var isNumeric: Bool { text.flatMap(Double.init) != nil }

    /// A number of contacts or events; of an object, its `unique`, or else its `total`. Nil if there is no number.
    /// - Throws: `UnreadableBody` for a number that can't be true: a negative one, a fraction, or one beyond
    ///   `Summary.largestCount`.
    func count() throws(UnreadableBody) -> Int? {
        if isObject {
            if let unique = try self["unique"]?.count() { return unique }
            return try self["total"]?.count()
        }
        guard let text, let number = Double(text) else { return nil }
        guard let count = Int(exactly: number), (0...Summary.largestCount).contains(count) else {
            throw UnreadableBody(reason: "The response has a count that can't be true: \(text.prefix(40))", isWhole: true)
        }
        return count
    }
}
