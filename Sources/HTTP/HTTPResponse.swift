/// What came back, whatever its status.
public struct HTTPResponse: Sendable {
    public var status: Int
    /// Names in lower case; the last one wins where a name comes twice.
    public var headers: [String: String]
    /// Whole, and without any transfer or content coding.
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
