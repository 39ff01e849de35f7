import Synchronization

/// A server on the loopback that keeps what is posted to it and asked of it, and answers with a status.
package final class PostServer: Sendable {
    package struct Request: Hashable, Sendable {
        package var method: String
        /// With its query.
        package var path: String
        package var body: String
    }

    private let server: RawServer
    private let status: Status

    /// Shared by the server's threads and the test.
    private final class Status: Sendable {
        let value = Mutex(200)
    }

    package init() throws {
        let status = Status()
        self.status = status
        server = try RawServer { _ in [.response("", status: status.value.withLock { $0 })] }
    }

    package var url: String { server.url }
    package var port: UInt16 { server.port }

    /// From now on.
    package func answer(with status: Int) { self.status.value.withLock { $0 = status } }

    /// All of them, in order.
    package var requests: [Request] {
        zip(server.heads, server.bodies).map { head, body in
            let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
            return Request(method: String(words[0]), path: String(words[1]), body: body)
        }
    }
}
