import Foundation
package import HTTP
import Synchronization

/// HTTP and SMTP over libcurl: one thread, one connection cache, any number of concurrent requests over kept-alive connections.
///
/// Only http and https, HTTP/1.1, gzip accepted, no redirects. Proxies are used as curl's environment variables say
/// (`https_proxy`, `no_proxy` …), but never for this machine.
package final class CurlTransport: HTTPTransport {
    private let mailbox = Mailbox()
    private let lastID = Atomic<Int>(0)
    private let settings: Settings

    /// The settings of all transfers.
    struct Settings: Sendable {
        var userAgent: String
        var connectTimeout: Duration
        var bodyLimit: Int
    }

    /// - Parameters:
    ///   - userAgent: the value of the `User-Agent` header.
    ///   - connectTimeout: how long connecting to a host may take, TLS handshake included.
    ///   - bodyLimit: bytes that the decoded bodies of all transfers under way hold together; what doesn't fit in is an error, as is
    ///     a body that is larger than its request allows.
    package init(userAgent: String, connectTimeout: Duration = .seconds(10), bodyLimit: Int = 64 << 20) {
        settings = Settings(userAgent: userAgent, connectTimeout: connectTimeout, bodyLimit: bodyLimit)
        Library.start()
        // A separate thread, because waiting for sockets blocks it: a task would block a thread of the shared pool.
        Thread.detachNewThread { [mailbox] in
            Thread.current.name = "octo-site.curl"
            var loop = CurlLoop(mailbox, bodyLimit: bodyLimit)
            loop.run()
        }
    }

    deinit { mailbox.post(.stop) }

    package func send(_ request: HTTPRequest) async throws -> HTTPResponse { try await perform(.request(request)) }

    func perform(_ work: Transfer.Work) async throws -> HTTPResponse {
        let id = lastID.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                mailbox.post(
                    .start(Transfer.Order(id: id, work: work, settings: settings, continuation: continuation)))
                // The handler may have run before the transfer was known; then this repeats the cancellation.
                if Task.isCancelled { mailbox.post(.cancel(id)) }
            }
        } onCancel: {
            mailbox.post(.cancel(id))
        }
    }
}
