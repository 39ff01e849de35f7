import HTTP
package import Mail

/// SMTP over libcurl, which dot-stuffs the message, logs in by the best method that the server offers, and checks its certificate.
extension CurlTransport: MailTransport {
    package func send(_ message: MailMessage, through server: MailServer, timeout: Duration) async throws {
        try await deliver(Delivery(message: message, server: server, timeout: timeout))
    }

    package func reach(_ server: MailServer, timeout: Duration) async throws {
        try await deliver(Delivery(message: nil, server: server, timeout: timeout))
    }

    private func deliver(_ delivery: Delivery) async throws {
        do {
            _ = try await perform(.mail(delivery))
        } catch let error as HTTPError {
            throw MailError(host: error.host, message: error.message)
        }
    }
}
