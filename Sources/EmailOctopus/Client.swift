import Basics
import HTTP

/// Sends requests to one version of the API, and turns every failure into an ``APIError`` without the key.
struct Client: Sendable {
    let base: BaseAddress
    let key: APIKey
    let version: APIVersion
    let requestTimeout: Duration
    let retrying: Retrying

    /// The whole body of an endpoint.
    func value<Value>(_ endpoint: Endpoint, decode: (JSONValue) throws -> Value) async throws -> Value {
        try await value(endpoint, query: Cursor.encode(endpoint.query), decode: decode)
    }

    /// One page of a listing: its rows are in `data`, the way to the next page is in `paging`.
    ///
    /// - Parameter row: nil for an element that lacks what makes it a row. The page then counts as unreadable, because no row
    ///   may be skipped.
    func page<Row>(
        _ endpoint: Endpoint, after cursor: String?, row: (JSONValue) -> Row?
    ) async throws -> Page<Row> {
        var endpoint = endpoint
        endpoint.query.append(pageSize)
        return try await value(endpoint, query: cursor ?? Cursor.encode(endpoint.query)) { body in
            Page(rows: try rows(of: body, row), next: try next(in: body, endpoint))
        }
    }

    private var pageSize: (String, String) { ("limit", String(version.pageSize)) }

    private func rows<Row>(of body: JSONValue, _ row: (JSONValue) -> Row?) throws -> [Row] {
        guard body.has("data") else {
            throw UnreadableBody(reason: "The response has no rows: its member data is missing")
        }
        guard let data = body["data"] else { return [] }
        guard data.isArray else {
            throw UnreadableBody(reason: "The response has no rows: its member data is no array")
        }
        var rows: [Row] = []
        for (index, element) in data.elements.enumerated() {
            guard let row = row(element) else {
                throw UnreadableBody(reason: "Row \(index + 1) of the page has no id")
            }
            rows.append(row)
        }
        return rows
    }

    private func next(in body: JSONValue, _ endpoint: Endpoint) throws -> String? {
        do {
            return try Cursor.next(in: body, base: base, query: endpoint.query)
        } catch .unreadable {
            throw UnreadableBody(reason: "The link to the next page can't be read")
        } catch .foreign(let link) {
            let origin = (try? WebAddress(link.hasPrefix("//") ? "https:" + link : link))?.origin
            throw failure(
                .foreignLink, endpoint,
                "The link to the next page leads to \(origin ?? "an address that can't be read"), to which the key must "
                    + "not be sent. Is the base address right?")
        }
    }

    private func value<Value>(
        _ endpoint: Endpoint, query: String, decode: (JSONValue) throws -> Value
    ) async throws -> Value {
        do {
            return try await retrying.send(request(endpoint, query: query)) { response in
                guard (200..<300).contains(response.status) else { throw refusal(of: endpoint, response) }
                return try decode(try json(response.body))
            }
        } catch let error as HTTPError {
            throw failure(APIError.Code(error.code), endpoint, error.message)
        }
    }

    private func json(_ body: [UInt8]) throws -> JSONValue {
        do {
            return try JSONDocument(body).root
        } catch {
            throw UnreadableBody(reason: "The response is not JSON: \(error)")
        }
    }

    private func request(_ endpoint: Endpoint, query: String) -> HTTPRequest {
        var url = base.origin + base.path + endpoint.path
        var headers = ["Accept": "application/json"]
        switch version {
        case .v2:
            headers["Authorization"] = "Bearer \(key.secret)"
            if !query.isEmpty { url += "?\(query)" }
        case .v16:
            url += "?api_key=\(PercentEncoding.encode(key.secret))"
            if !query.isEmpty { url += "&\(query)" }
        }
        return HTTPRequest(url: url, headers: headers, timeout: requestTimeout)
    }

    // MARK: - Failures

    private func refusal(of endpoint: Endpoint, _ response: HTTPResponse) -> APIError {
        let refusal = Refusal(response)
        let code = refusal.code(isReport: endpoint.isReport)
        let attempts = response.status == 429 ? retrying.policy.refusals : retrying.policy.attempts
        let suffix = code == .unanswered && attempts > 1 ? " (tried \(attempts) times)" : ""
        return failure(code, status: response.status, endpoint, refusal.message + suffix)
    }

    private func failure(
        _ code: APIError.Code, status: Int? = nil, _ endpoint: Endpoint, _ message: String
    ) -> APIError {
        let query = endpoint.query.filter { $0 != pageSize }
        let request = base.origin + base.path + endpoint.path + (query.isEmpty ? "" : "?\(Cursor.encode(query))")
        return APIError(code, status: status, message: key.redacted(message), request: key.redacted("GET \(request)"))
    }
}

extension APIError.Code {
    /// The code for a transport's failure after the last attempt.
    fileprivate init(_ code: HTTPError.Code) {
        switch code {
        case .unreachable: self = .unreachable
        case .timedOut, .brokenOff, .unreadable: self = .unanswered
        case .failed: self = .failed
        }
    }
}
