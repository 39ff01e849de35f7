/// Sends one request to one host. It does not follow redirects, because the key would travel with them.
package protocol HTTPTransport: Sendable {
    /// - Throws: ``HTTPError`` or `CancellationError`; a response with any status is not an error here. Cancelling the task ends
    ///   the transfer at once.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}
