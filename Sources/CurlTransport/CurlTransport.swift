import Foundation
package import HTTP
import Synchronization

/// HTTP over libcurl: one thread, one connection cache, any number of requests side by side over kept-alive
/// connections.
///
/// http and https only, HTTP/1.1, gzip accepted, no redirects. Proxies are used as curl's environment variables say
/// (`https_proxy`, `no_proxy` …), but never for this very machine.
package final class CurlTransport: HTTPTransport {
    private let mailbox = Mailbox()
    private let lastID = Atomic<Int>(0)
    private let settings: Settings

    /// What holds for all requests.
    struct Settings: Sendable {
        var userAgent: String
        var connectTimeout: Double
        var bodyLimit: Int
    }

    /// - Parameters:
    package init(userAgent: String, connectTimeout: Double = 10, bodyLimit: Int = 64 << 20) {
        settings = Settings(userAgent: userAgent, connectTimeout: connectTimeout, bodyLimit: bodyLimit)
        Library.start()
        // A thread of its own, as waiting for sockets blocks it: a task would take a thread from everybody's pool.
        Thread.detachNewThread { [mailbox] in
            Thread.current.name = "octo-site.curl"
            var loop = CurlLoop(mailbox)
            loop.run()
        }
    }

    deinit { mailbox.post(.stop) }

    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let id = lastID.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                mailbox.post(
                    .start(Transfer.Order(id: id, request: request, settings: settings, continuation: continuation)))
                // The handler may have run before the transfer was known; if so, this says it again.
                if Task.isCancelled { mailbox.post(.cancel(id)) }
            }
        } onCancel: {
            mailbox.post(.cancel(id))
        }
    }
}
