import HTTP
import Mail

/// One request or message under way, with its waiting caller. A class, because a dictionary can't hold noncopyable values.
final class Transfer {
    enum Work: Sendable {
        case request(HTTPRequest)
        case mail(Delivery)
    }

    /// The values from which curl's thread makes a transfer.
    struct Order: Sendable {
        var id: Int
        var work: Work
        var settings: CurlTransport.Settings
        var continuation: CheckedContinuation<HTTPResponse, any Error>
    }

    let order: Order
    let host: String
    let easy: Easy

    init(_ order: Order, budget: BodyBudget) throws(HTTPError) {
        self.order = order
        switch order.work {
        case .request(let request):
            let address = try Self.address(of: request)
            host = address.host
            easy = Easy(request, order.settings, budget: budget, isLoopback: address.isLoopback)
        case .mail(let delivery):
            host = delivery.server.host
            easy = Easy(delivery, order.settings, budget: budget)
        }
    }

    private static func address(of request: HTTPRequest) throws(HTTPError) -> WebAddress {
        let address: WebAddress
        do {
            address = try WebAddress(request.url)
        } catch {
            throw HTTPError(.failed, host: request.host, message: "The address can't be used: \(error)")
        }
        // A line break would start another header.
        for (name, value) in request.headers
        where (name + value).utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            throw HTTPError(.failed, host: address.host, message: "The header \(name) contains control characters")
        }
        return address
    }

    func finish(_ result: Result<HTTPResponse, HTTPError>) {
        order.continuation.resume(with: result.mapError { $0 as any Error })
    }

    func cancel() { order.continuation.resume(throwing: CancellationError()) }
}
