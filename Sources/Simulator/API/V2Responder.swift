import Basics
import Engagement

/// Answers requests of v2: all paths are at the root, and the key is a bearer token.
struct V2Responder: Responder {
    let account: Account
    let options: SimulatorOptions
    let query: Query
    /// The value of the `Authorization` header.
    let authorization: String?

    func reply() -> Reply {
        guard let authorization else { return APIProblem.missingKey.v2 }
        guard authorization.hasPrefix("Bearer "), options.keys.contains(String(authorization.dropFirst(7))) else {
            return APIProblem.badKey.v2
        }
        if let limit = query.value("limit"), !(1...100).contains(Int(limit) ?? 0) {
            return APIProblem.badParameter("limit", "This value should be between 1 and 100.").v2
        }
        if let text = query.value("starting_after"), SimulatedCursor(text) == nil {
            return APIProblem.badParameter("starting_after", "This value is not a valid cursor.").v2
        }
        let path = query.path
        switch (path.first, path.count) {
        case ("campaigns", 1): return campaigns()
        case ("campaigns", _):
            guard let entry = account.entry(path[1]) else { return APIProblem.noSuchCampaign.v2 }
            if path.count == 2 { return reply { write(entry, to: &$0) } }
            return path[2] == "reports" && path.count <= 4
                ? reports(of: entry, name: path.count == 4 ? path[3] : nil) : APIProblem.noSuchPath.v2
        case ("lists", 1): return lists()
        case ("lists", _):
            guard let list = account.lists.firstIndex(where: { $0.id == path[1] }) else {
                return APIProblem.noSuchList.v2
            }
            if path.count == 2 { return reply { write(account.lists[list], at: list, to: &$0) } }
            return path.count == 3 && path[2] == "contacts" ? contacts(of: list) : APIProblem.noSuchPath.v2
        default: return APIProblem.noSuchPath.v2
        }
    }

    // MARK: - Pages

    func reply(_ write: (inout JSONWriter) -> Void) -> Reply {
        var writer = JSONWriter(style: .plain, capacity: 24_000)
        write(&writer)
        return Reply(status: 200, body: writer.bytes)
    }

    var cursor: SimulatedCursor? {
        let cursor = query.value("starting_after").flatMap { SimulatedCursor($0) }
        return cursor == .start ? nil : cursor
    }

    /// Writes `paging`: an absolute link with all parameters, and the cursor by itself.
    func paging(_ next: SimulatedCursor?, to writer: inout JSONWriter) {
        writer.raw(",\"paging\":")
        guard let next else {
            switch options.lastPage {
            case .documented, .absent: writer.raw("{}")
            case .null: writer.raw("{\"next\":null}")
            case .emptyNext: writer.raw("{\"next\":{}}")
            case .emptyArray: writer.raw("[]")
            }
            return
        }
        let kept = query.parameters.filter { $0.name != "limit" && $0.name != "starting_after" }
        let all = kept + [("limit", String(limit)), ("starting_after", next.base64URL)]
        let text = all.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        writer.raw("{\"next\":{\"url\":")
        writer.string("http://\(query.host)/\(query.path.joined(separator: "/"))?\(text)")
        writer.raw(",\"starting_after\":")
        writer.string(next.base64URL)
        writer.raw("}}")
    }

    /// The rows of a listing after the request's cursor, as many as one page has.
    func paged<Row>(
        _ all: [Row], cursor position: (Row) -> SimulatedCursor, _ write: (inout JSONWriter, Row) -> Void
    ) -> Reply {
        let begin = cursor.flatMap { cursor in all.firstIndex { position($0).id == cursor.id } }.map { $0 + 1 } ?? 0
        let end = min(all.count, begin + limit)
        return reply { writer in
            writer.raw("{\"data\":")
            writer.list(all[begin..<end]) { write(&$0, $1) }
            paging(next(after: position(all[end - 1]), hasRows: begin < end, hasMore: end < all.count), to: &writer)
            writer.raw("}")
        }
    }

    /// The cursor of a listing's next page, after the quirks of cursors.
    func next(after last: @autoclosure () -> SimulatedCursor, hasRows: Bool, hasMore: Bool) -> SimulatedCursor? {
        if options.cursors == .loopMidway, cursor != nil { return .start }
        if hasMore { return last() }
        if options.cursors != .endWell, hasRows { return .start }
        return options.hasExtraEmptyPage && hasRows ? last() : nil
    }
}
