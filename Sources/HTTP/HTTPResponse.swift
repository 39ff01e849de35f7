/// A complete response with any status.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Names are in lower case. If a name occurs twice, the last value is kept.
    package var headers: [String: String]
    /// The whole body, with transfer and content codings removed.
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
