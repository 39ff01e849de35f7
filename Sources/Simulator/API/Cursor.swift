import Foundation

/// Where the next page begins: after a moment and an id, as the provider's own cursors do. Opaque to clients.
struct Cursor: Hashable, Sendable {
    /// Milliseconds since 1970.
    var time: Int64
    var id: String

    /// Leads back to the first page.
    static let start = Cursor(time: 0, id: "")

    private var json: Data { Data("[\(time),\"\(id)\"]".utf8) }

    /// Plain Base64, whose `=`, `+` and `/` have to be percent-encoded in a query.
    var base64: String { json.base64EncodedString() }

    /// Base64url without padding.
    var base64URL: String {
        String(base64.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }

    /// Reads either spelling; nil for anything else, a row's id for instance.
    init?(_ text: String) {
        var plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while plain.utf8.count % 4 != 0 { plain += "=" }
        guard let data = Data(base64Encoded: plain) else { return nil }
        let json = String(decoding: data, as: UTF8.self)
        guard json.hasPrefix("["), json.hasSuffix("\"]"), let comma = json.firstIndex(of: ","),
            let time = Int64(json[json.index(after: json.startIndex)..<comma]),
            json[comma...].hasPrefix(",\"")
        else { return nil }
        self.init(time: time, id: String(json[comma...].dropFirst(2).dropLast(2)))
    }

    init(time: Int64, id: String) {
        self.time = time
        self.id = id
    }
}
