import HTTP

/// The address that every path of a version is appended to.
struct Base: Hashable, Sendable {
    /// Scheme, host and port; the key goes nowhere else.
    var origin: String
    /// Without a slash at its end.
    var path: String

    init(_ text: String?, version: APIVersion) throws(AccessError) {
        let address: WebAddress
        do {
            address = try WebAddress(text ?? version.defaultBaseURL)
        } catch {
            throw AccessError("The base address can't be used: \(error)")
        }
        guard address.query == nil else { throw AccessError("The base address can't be used: it holds a query") }
        origin = address.origin
        path = address.path
        while path.hasSuffix("/") { path.removeLast() }
        if version == .v16, !path.hasSuffix("/api/1.6") { path += "/api/1.6" }
    }

    /// True if a link stays on the base's own host: relative, or with the same scheme, host and port.
    func covers(_ link: String) -> Bool {
        if link.hasPrefix("//") { return (try? WebAddress("\(origin.prefix { $0 != ":" }):\(link)"))?.origin == origin }
        if link.hasPrefix("/") || link.hasPrefix("?") { return true }
        return (try? WebAddress(link))?.origin == origin
    }
}
