/// What came back, whatever its status.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Names in lower case; the last one wins where a name comes twice.
    package var headers: [String: String]
    /// Whole, and without any transfer or content coding.
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
