package import HTTP
import Synchronization

/// A transport without a network: a function answers, and all requests are kept.
package final class StubTransport: HTTPTransport {
    private let answer: @Sendable (HTTPRequest) async throws -> HTTPResponse
    private let log = Mutex<[HTTPRequest]>([])

    package init(_ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) { self.answer = answer }

    /// Gives the answers in turn, and repeats the last one.
    package convenience init(_ responses: [HTTPResponse]) {
        let turn = Atomic<Int>(0)
        self.init { _ in
            let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
            return responses[min(index, responses.count - 1)]
        }
    }

    package var requests: [HTTPRequest] { log.withLock { $0 } }

    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        log.withLock { $0.append(request) }
        return try await answer(request)
    }
}

extension HTTPResponse {
    /// A JSON response.
    package static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
            body: Array(text.utf8))
    }
}
