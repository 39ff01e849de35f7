/// A GET request, or a POST one where there is ``content``.
package struct HTTPRequest: Hashable, Sendable {
    /// Absolute, http or https. A v1.6 URL holds the key in its query: never print one.
    package var url: String
    package var headers: [String: String]
    /// How long the whole exchange may take; zero means no limit.
    package var timeout: Duration
    /// Bytes of the decoded body; a larger response is an error.
    package var bodyLimit: Int
    /// The member of a JSON body whose values are not kept: each is replaced by null while the body arrives. They count for
    /// ``bodyLimit`` all the same.
    package var skippedMember: String?
    /// What is posted, with its type among the headers; nil for a GET request.
    package var content: [UInt8]?
    /// A file with the certificates that are trusted instead of the system's; nil for the system's.
    package var authorityFile: String?

    package init(
        url: String, headers: [String: String] = [:], timeout: Duration = .seconds(30), bodyLimit: Int = 4 << 20,
        skippedMember: String? = nil, content: [UInt8]? = nil, authorityFile: String? = nil
    ) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
        self.bodyLimit = bodyLimit
        self.skippedMember = skippedMember
        self.content = content
        self.authorityFile = authorityFile
    }

    /// The host, or the address without its query if the address can't be read.
    package var host: String { (try? WebAddress(url))?.host ?? String(url.prefix { $0 != "?" }) }
}
