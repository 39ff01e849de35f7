import Basics
import Engagement

/// Answers requests of v1.6: all paths are below `/api/1.6`, and the key is in the query.
struct V1Responder: Responder {
    let account: Account
    let options: SimulatorOptions
    let query: Query

    func reply() -> Reply {
        let path = Array(query.path.dropFirst(2))
        guard let key = query.value("api_key"), options.keys.contains(key) else { return problem(.badKey) }
        if let limit = query.value("limit"), Int(limit).map({ $0 < 1 }) ?? true {
            return problem(.badParameter("limit", "This value should be between 1 and 100."))
        }
        switch (path.first, path.count) {
        case ("campaigns", 1): return campaigns()
        case ("campaigns", _):
            guard let entry = account.entry(path[1]) else { return problem(.noSuchCampaign) }
            if path.count == 2 { return reply { write(entry, to: &$0) } }
            return path.count == 4 && path[2] == "reports" ? report(path[3], of: entry) : problem(.noSuchPath)
        case ("lists", 1): return lists()
        case ("lists", _):
            guard let list = account.lists.firstIndex(where: { $0.id == path[1] }) else { return problem(.noSuchList) }
            return self.list(list, path: Array(path.dropFirst(2)))
        default: return problem(.noSuchPath)
        }
    }

    // MARK: - Replies

    func problem(_ problem: APIProblem) -> Reply { problem.v1(options) }

    func reply(_ write: (inout JSONWriter) -> Void) -> Reply {
        var writer = JSONWriter(style: .php, capacity: 48_000)
        write(&writer)
        return Reply(status: 200, body: writer.bytes)
    }

    /// A relative link that contains the key, as the provider's do.
    func link(_ parameters: [(String, String)]) -> String {
        let own: [(String, String)] = [("api_key", query.value("api_key") ?? ""), ("limit", String(limit))]
        let text = (own + parameters).map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        return "/" + query.path.joined(separator: "/") + "?" + text
    }
}
