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
}
