/// The target of a request: the parts of its path, and its parameters.
struct Query: Sendable {
    let path: [String]
    let parameters: [(name: String, value: String)]
    /// The server's name in the request, with which v2's absolute links begin.
    let host: String

    func value(_ name: String) -> String? { parameters.last { $0.name == name }?.value }

    /// The target without the key, for faults and for the record.
    var target: String {
        let rest = parameters.filter { $0.name != "api_key" }.map { "\($0.name)=\($0.value)" }
        return "/" + path.joined(separator: "/") + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
    }
}
