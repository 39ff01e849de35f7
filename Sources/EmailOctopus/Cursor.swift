import Basics

/// The position of a listing's next page: the query of the provider's `next` link as it came, without the key. So
/// parameters that we don't know are sent back, too.
enum Cursor {
    /// The longest that is kept; the provider's have about a hundred bytes.
    static let longest = 8_192

    /// Reads `paging`: v1.6 gives `{next: link}`, and at the end `{next: null}` or an empty array; v2 gives
    /// `{next: {url, starting_after}}`, and at the end no `next`. Null, `{}`, `[]` and empty strings are accepted as ends.
    ///
    /// - Returns: nil at the end of the listing.
    /// - Throws: ``CursorProblem``
    static func next(
        in page: JSONValue, base: BaseAddress, key: APIKey, query: [(String, String)]
    ) throws(CursorProblem) -> String? {
        guard let next = page["paging"]?["next"] else { return nil }
        guard let cursor = try cursor(next, base: base, query: query) else { return nil }
        guard cursor.utf8.count <= longest, key.redacted(PercentEncoding.decode(cursor)) == PercentEncoding.decode(cursor),
            key.redacted(cursor) == cursor
        else { throw .unreadable }
        return cursor
    }

    static func encode(_ query: [(String, String)]) -> String {
        query.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    }

    private static func cursor(
        _ next: JSONValue, base: BaseAddress, query: [(String, String)]
    ) throws(CursorProblem) -> String? {
        if let link = next.string, link.isEmpty { return nil }
        if let link = next.string ?? next["url"]?.string, !link.isEmpty {
            guard base.covers(link) else { throw .foreign(link) }
            if let cursor = cursor(ofLink: link) { return cursor }
        }
        if let value = next["starting_after"]?.text, !value.isEmpty {
            return encode(query + [("starting_after", value)])
        }
        guard next.isObject || (next.isArray && next.isEmpty),
            next.members.allSatisfy({ $0.value.kind == .null || $0.value.string == "" })
        else { throw .unreadable }
        return nil
    }

    /// Nil if the link has no query.
    private static func cursor(ofLink link: String) -> String? {
        guard let mark = link.firstIndex(of: "?") else { return nil }
        let query = link[mark...].dropFirst().prefix { $0 != "#" }
        let cursor = query.split(separator: "&").filter { !isKey($0) }.joined(separator: "&")
        return cursor.isEmpty ? nil : PercentEncoding.encodeForbidden(cursor)
    }

    private static func isKey(_ pair: Substring) -> Bool {
        PercentEncoding.decode(String(pair.prefix { $0 != "=" })) == "api_key"
    }
}
