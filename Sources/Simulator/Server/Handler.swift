import Basics
import FlyingFox
import FlyingSocks
import Foundation

/// Passes FlyingFox's requests to an ``Exchange`` or the ``Control``, and their replies back.
struct Handler: HTTPHandler {
    let state: SharedState

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let query = Query(
            path: request.path.split(separator: "/").map { PercentEncoding.decode(String($0)) },
            parameters: request.query.map { ($0.name, $0.value) },
            host: request.headers[.host] ?? "127.0.0.1")
        let method = request.method.rawValue
        if query.path.first == Control.prefix {
            return Self.response(Control(state: state, method: method, query: query).reply())
        }
        let exchange = Exchange(
            state: state, method: method, query: query, authorization: request.headers[.authorization])
        return Self.response(try await exchange.reply())
    }

    private static func response(_ reply: Reply) -> HTTPResponse {
        if case .dropped = reply.delivery { return HTTPResponse(webSocket: Dropping()) }
        var headers: HTTPHeaders = [.contentType: reply.contentType]
        for header in reply.headers { headers[HTTPHeader(header.name)] = header.value }
        let body =
            if case .truncated(let count) = reply.delivery {
                HTTPBodySequence(
                    from: TruncatedBody(bytes: Array(reply.body.prefix(count))), count: reply.body.count,
                    suggestedBufferSize: max(1, count))
            } else {
                HTTPBodySequence(data: Data(reply.body), suggestedBufferSize: max(1, reply.body.count))
            }
        return HTTPResponse(
            statusCode: HTTPStatusCode(reply.status, phrase: phrase(reply.status)), headers: headers, body: body)
    }

    private static func phrase(_ status: Int) -> String {
        let known: [HTTPStatusCode] = [
            .ok, .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .tooManyRequests,
            .internalServerError,
            .serviceUnavailable,
        ]
        return known.first { $0.code == status }?.phrase ?? "Unknown"
    }
}

/// Makes FlyingFox close a connection without sending a byte: FlyingFox asks a web socket for its frames before it writes the
/// first header, and closes the connection if that throws.
private struct Dropping: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw SocketError.disconnected
    }
}

/// A body that ends before its announced length; FlyingFox then closes the connection.
private struct TruncatedBody: AsyncBufferedSequence {
    typealias Element = UInt8
    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...]) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: ArraySlice<UInt8>

        mutating func next() async throws -> UInt8? {
            guard let byte = rest.popFirst() else { throw SocketError.disconnected }
            return byte
        }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard !rest.isEmpty else { throw SocketError.disconnected }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
    }
}
