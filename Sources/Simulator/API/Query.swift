/// A request's target: its path in parts, and its parameters.
struct Query: Sendable {
    let path: [String]
    let parameters: [(name: String, value: String)]
    /// How the client addresses the server: what v2's absolute links begin with.
    let host: String

    func value(_ name: String) -> String? { parameters.last { $0.name == name }?.value }

    /// The target without the key: what faults are drawn for, and what is recorded.
    var target: String {
        let rest = parameters.filter { $0.name != "api_key" }.map { "\($0.name)=\($0.value)" }
        return "/" + path.joined(separator: "/") + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
    }

    /// RFC 3986: all but the unreserved characters as percent escapes.
    static func encoded(_ text: String) -> String {
        var output = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                output += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return output
    }
}
