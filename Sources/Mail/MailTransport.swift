/// Hands messages to a mail server.
package protocol MailTransport: Sendable {
    /// Returns when the server has accepted the message for all of its recipients.
    /// - Parameter timeout: of the whole exchange.
    /// - Throws: ``MailError`` or `CancellationError`.
    func send(_ message: MailMessage, through server: MailServer, timeout: Duration) async throws

    /// Connects and logs in, and sends nothing.
    /// - Throws: ``MailError`` or `CancellationError`.
    func reach(_ server: MailServer, timeout: Duration) async throws
}
