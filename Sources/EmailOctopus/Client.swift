import Basics
import HTTP

/// Sends requests to one version of the API, and turns every failure into an ``APIError`` without the key.
struct Client: Sendable {
    let base: BaseAddress
    let key: APIKey
    let version: APIVersion
    let requestTimeout: Duration
    let retrying: Retrying
    let spellings = Spellings()

    /// The whole body of an endpoint.
    func value<Value>(_ endpoint: Endpoint, decode: (JSONValue) throws -> Value) async throws -> Value {
        try await value(endpoint, query: Cursor.encode(endpoint.query), decode: decode)
    }

    /// One page of a listing: its rows are in `data`, the way to the next page is in `paging`.
    ///
    /// - Parameter row: makes a row of an element, or throws why it can't; the element is then left out of the page.
    func page<Row>(
        _ endpoint: Endpoint, after cursor: String?, row: (JSONValue) throws(UnusableElement) -> Row
    ) async throws -> Page<Row> {
        var endpoint = endpoint
        endpoint.query.append(pageSize)
        return try await value(endpoint, query: cursor ?? Cursor.encode(endpoint.query)) { body in
            var page = try rows(of: body, endpoint, row)
            do throws(CursorProblem) {
                page.next = try Cursor.next(in: body, base: base, key: key, query: endpoint.query)
            } catch {
                page.problem = problem(error, endpoint)
            }
            return page
        }
    }

    private var pageSize: (String, String) { ("limit", String(version.pageSize)) }

    private func rows<Row>(
        of body: JSONValue, _ endpoint: Endpoint, _ row: (JSONValue) throws(UnusableElement) -> Row
    ) throws -> Page<Row> {
        guard body.has("data") else {
            throw UnreadableBody(reason: "The response has no rows: its member data is missing", isWhole: true)
        }
        var page = Page<Row>(rows: [])
        guard let data = body["data"] else { return page }
        guard data.isArray || data.isObject else {
            throw UnreadableBody(reason: "The response has no rows: its member data is no array", isWhole: true)
        }
        // PHP writes an array whose keys are not 0, 1, 2 … as an object.
        for (index, element) in data.values.enumerated() {
            guard index < version.pageSize || endpoint.ignoresPageSize else {
                throw UnreadableBody(
                    reason: "The page has more than the \(version.pageSize) rows that were asked for", isWhole: true)
            }
            for member in element.oversizedMembers where member != endpoint.skippedMember {
                page.leftOut.append(LeftOut(row: index + 1, member: member, reason: "is larger than 64 kB"))
            }
            do throws(UnusableElement) {
                page.rows.append(try row(element))
            } catch {
                page.leftOut.append(LeftOut(row: index + 1, reason: error.reason))
            }
        }
        return page
    }

    private func problem(_ problem: CursorProblem, _ endpoint: Endpoint) -> APIError {
        switch problem {
        case .unreadable: return failure(.unreadable, endpoint, "The link to the next page can't be read")
        case .foreign(let link):
            let origin = (try? WebAddress(link.hasPrefix("//") ? "https:" + link : link))?.origin
            return failure(
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
                let body = try json(response.body)
                if body.has("error"), !body.has("data") { throw try disguisedRefusal(of: endpoint, response) }
                return try decode(body)
            }
        } catch let error as HTTPError {
            throw failure(APIError.Code(error.code), endpoint, error.message)
        }
    }

    private func json(_ body: [UInt8]) throws -> JSONValue {
        do {
            return try JSONDocument(body).root
        } catch {
            // A body that is cut short, or a proxy's web page, is likely to be another one next time.
            let isOther = error.offset >= body.count || ![UInt8(ascii: "{"), UInt8(ascii: "[")].contains(body.first)
            throw UnreadableBody(reason: "The response is not JSON: \(error)", isWhole: !isOther)
        }
    }

    /// A refusal that came with a status of success.
    private func disguisedRefusal(of endpoint: Endpoint, _ response: HTTPResponse) throws -> APIError {
        let refusal = Refusal(response)
        let code = refusal.code(isReport: endpoint.isReport)
        guard refusal.isKnown else { throw UnreadableBody(reason: refusal.message) }
        return failure(code, status: response.status, endpoint, refusal.message)
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
        return HTTPRequest(
            url: url, headers: headers, timeout: requestTimeout, bodyLimit: endpoint.bodyLimit,
            skippedMember: endpoint.skippedMember)
    }

    // MARK: - Failures

    private func refusal(of endpoint: Endpoint, _ response: HTTPResponse) -> APIError {
        let refusal = Refusal(response)
        let code = refusal.code(isReport: endpoint.isReport)
        let attempts = response.status == 429 ? 1 : retrying.policy.attempts
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
        case .givenUp: self = .givenUp
        case .unexpected: self = .unreadable
        case .failed: self = .failed
        }
    }
}
