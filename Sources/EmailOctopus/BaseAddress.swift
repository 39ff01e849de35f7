import HTTP

/// The address to which the paths of a version are appended.
struct BaseAddress: Hashable, Sendable {
    /// Scheme, host and port; the key is sent to no other.
    var origin: String
    /// Without a slash at the end.
    var path: String

    init(_ text: String?, version: APIVersion) throws(AccessError) {
        let address: WebAddress
        do {
            address = try WebAddress(text ?? version.defaultBaseURL)
        } catch {
            throw AccessError("The base address can't be used: \(error)")
        }
        guard address.query == nil else { throw AccessError("The base address can't be used: it has a query") }
        origin = address.origin
        path = address.path
        while path.hasSuffix("/") { path.removeLast() }
        if version == .v16, !path.hasSuffix("/api/1.6") { path += "/api/1.6" }
    }

    /// True if a link leads to the same host: it is relative, or has the same scheme, host and port.
    func covers(_ link: String) -> Bool {
        if link.hasPrefix("//") { return (try? WebAddress("\(origin.prefix { $0 != ":" }):\(link)"))?.origin == origin }
        if link.hasPrefix("/") || link.hasPrefix("?") { return true }
        return (try? WebAddress(link))?.origin == origin
    }
}
