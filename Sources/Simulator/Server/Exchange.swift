import Foundation

/// One request from its arrival to its reply: limit, latency, faults, then the answer of the version that is asked.
struct Exchange {
    let state: SharedState
    let method: String
    let query: Query
    let authorization: String?

    func reply() async throws -> Reply {
        state.withLock { $0.begin(query) }
        do {
            let reply = try await answer()
            state.withLock { $0.end(reply) }
            return reply
        } catch {
            state.withLock { $0.end(nil) }
            throw error
        }
    }

    private func answer() async throws -> Reply {
        guard method == "GET" else { return problem(.wrongMethod) }
        guard isAuthorized else { return current() }
        let (options, verdict) = state.withLock { state in
            (state.options, state.bucket?.request(at: .now, blocks: isV1))
        }
        if options.latency > .zero { try await Task.sleep(for: options.latency) }
        var remaining: Int?
        switch verdict {
        case .refused(let wait)?: return refusal(wait: wait, options)
        case .granted(let left)?: remaining = left
        case nil: break
        }
        if let fault = state.withLock({ $0.fault(for: query.target) }) {
            return try await failing(fault, options)
        }
        var reply = current()
        if let remaining, !isV1 { reply.headers.append(("X-RateLimiting-Remaining", String(remaining))) }
        return reply
    }

    /// `/api/1.6/…` is v1.6; everything else is v2, whose paths have no version.
    private var isV1: Bool { query.path.starts(with: ["api", "1.6"]) }

    private var isAuthorized: Bool {
        let keys = state.withLock { $0.options.keys }
        if isV1 { return query.value("api_key").map(keys.contains) ?? false }
        guard let authorization, authorization.hasPrefix("Bearer ") else { return false }
        return keys.contains(String(authorization.dropFirst(7)))
    }

    private func current() -> Reply {
        let (account, options) = state.withLock { ($0.account, $0.options) }
        if isV1 { return V1Responder(account: account, options: options, query: query).reply() }
        return V2Responder(account: account, options: options, query: query, authorization: authorization).reply()
    }

    private func problem(_ problem: APIProblem) -> Reply {
        isV1 ? problem.v1(state.withLock { $0.options }) : problem.v2
    }

    // MARK: - Failures

    private func refusal(wait: Duration, _ options: SimulatorOptions) -> Reply {
        state.withLock { $0.statistics.tooMany += 1 }
        let limit = options.limit
        var reply = limit?.isHTML == true ? Reply.page(429, "Too Many Requests") : problem(.tooMany)
        let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
        switch limit?.retryAfter {
        case .seconds: reply.headers.append(("X-RateLimit-Retry-After", String(seconds)))
        case .timestamp:
            reply.headers.append(("X-RateLimit-Retry-After", String(Int(Date().timeIntervalSince1970) + seconds)))
        case .some(.none), nil: break
        }
        return reply
    }

    private func failing(_ fault: Faults.Kind, _ options: SimulatorOptions) async throws -> Reply {
        switch fault {
        case .serverError: return problem(.serverError)
        case .unavailable: return .page(503, "Service Unavailable")
        case .webPage: return .page(200, "Just a moment…")
        case .tooManyRequests:
            var reply = problem(.tooMany)
            reply.headers.append(("X-RateLimit-Retry-After", "1"))
            return reply
        case .hang:
            try await Task.sleep(for: options.faults?.hang ?? .zero)
            return Reply(status: 504, body: [], delivery: .dropped)
        case .dropped: return Reply(status: 200, body: [], delivery: .dropped)
        case .truncated:
            var reply = current()
            reply.delivery = .truncated(reply.body.count / 2)
            return reply
        case .cutJSON:
            var reply = current()
            reply.body.removeLast(max(1, reply.body.count / 3))
            return reply
        }
    }
}
