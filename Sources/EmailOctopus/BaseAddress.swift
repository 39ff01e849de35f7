import HTTP

/// The address to which the paths of a version are appended.
struct BaseAddress: Hashable, Sendable {
    /// Scheme, host and port; the key is sent to no other.
    var origin: String
    private var host: String
    private var port: Int
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
        (origin, host, port) = (address.origin, address.host, address.port)
        path = address.path
        while path.hasSuffix("/") { path.removeLast() }
        if version == .v16, !path.hasSuffix("/api/1.6") { path += "/api/1.6" }
    }

    /// True if a link leads to the same host: it is relative, or has the same host and port. A proxy in front of a server often
    /// makes its links say another scheme, or no port, than the client has used; only the query of a link is ever followed, on
    /// this address.
    func covers(_ link: String) -> Bool {
        let start = link.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if !link.hasPrefix("//"), !start.contains(":") { return true }
        // What follows the authority may hold anything; it is not needed here.
        let authority = link.trimmingPrefix(start + "//").prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let scheme = start.isEmpty ? "http:" : start
        guard link.hasPrefix(start + "//"), let address = try? WebAddress("\(scheme)//\(authority)") else { return false }
        return address.host == host && (address.port == port || address.hasDefaultPort)
    }
}
