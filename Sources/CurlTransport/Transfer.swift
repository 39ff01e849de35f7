import HTTP

/// One request under way, with its waiting caller. A class, because a dictionary can't hold noncopyable values.
final class Transfer {
    /// The values from which curl's thread makes a transfer.
    struct Order: Sendable {
        var id: Int
        var request: HTTPRequest
        var settings: CurlTransport.Settings
        var continuation: CheckedContinuation<HTTPResponse, any Error>
    }

    let order: Order
    let host: String
    let easy: Easy

    init(_ order: Order, budget: BodyBudget) throws(HTTPError) {
        let address: WebAddress
        do {
            address = try WebAddress(order.request.url)
        } catch {
            throw HTTPError(.failed, host: order.request.host, message: "The address can't be used: \(error)")
        }
        // A line break would start another header.
        for (name, value) in order.request.headers
        where (name + value).utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            throw HTTPError(.failed, host: address.host, message: "The header \(name) contains control characters")
        }
        self.order = order
        host = address.host
        easy = Easy(order.request, order.settings, budget: budget, isLoopback: address.isLoopback)
    }

    func finish(_ result: Result<HTTPResponse, HTTPError>) {
        order.continuation.resume(with: result.mapError { $0 as any Error })
    }

    func cancel() { order.continuation.resume(throwing: CancellationError()) }
}
