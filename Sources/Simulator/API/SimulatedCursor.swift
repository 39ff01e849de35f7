import Foundation

/// The position of a next page: after a moment and an id, as in the provider's own cursors. Opaque to clients.
struct SimulatedCursor: Hashable, Sendable {
    /// Milliseconds since 1970.
    var time: Int64
    var id: String

    /// Leads back to the first page.
    static let start = SimulatedCursor(time: 0, id: "")

    /// v1.6: plain Base64, whose `=`, `+` and `/` must be percent-encoded in a query. The space in the text makes a `=`
    /// necessary almost always.
    var base64: String { Data("[\(time), \"\(id)\"]".utf8).base64EncodedString() }

    /// v2: Base64url without padding.
    var base64URL: String {
        let plain = Data("[\(time),\"\(id)\"]".utf8).base64EncodedString()
        return String(plain.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }

    /// Reads either spelling; nil for anything else, for example a row's id.
    init?(_ text: String) {
        var plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while plain.utf8.count % 4 != 0 { plain += "=" }
        guard let data = Data(base64Encoded: plain) else { return nil }
        var json = Substring(decoding: data, as: UTF8.self)
        guard json.popFirst() == "[", let comma = json.firstIndex(of: ","), let time = Int64(json[..<comma]) else {
            return nil
        }
        json = json[comma...].dropFirst().drop { $0 == " " }
        guard json.popFirst() == "\"", json.popLast() == "]", json.popLast() == "\"" else { return nil }
        self.init(time: time, id: String(json))
    }

    init(time: Int64, id: String) {
        self.time = time
        self.id = id
    }
}
