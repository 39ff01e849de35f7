import Basics

/// The position of a listing's next page: the query of the provider's `next` link as it came, without the key. So
/// parameters that we don't know are sent back, too.
enum Cursor {
    /// Reads `paging`: v1.6 gives `{next: link}`, and at the end `{next: null}` or an empty array; v2 gives
    /// `{next: {url, starting_after}}`, and at the end no `next`. Null, `{}`, `[]` and empty strings are accepted as ends.
    ///
    /// - Returns: nil at the end of the listing.
    /// - Throws: ``CursorProblem``
    static func next(in page: JSONValue, base: BaseAddress, query: [(String, String)]) throws(CursorProblem) -> String? {
        guard let next = page["paging"]?["next"] else { return nil }
        if let link = next.string { return link.isEmpty ? nil : try cursor(ofLink: link, base: base) }
        if let link = next["url"]?.string, !link.isEmpty { return try cursor(ofLink: link, base: base) }
        if let value = next["starting_after"]?.text, !value.isEmpty {
            return encode(query + [("starting_after", value)])
        }
        guard next.isObject || (next.isArray && next.isEmpty),
            next.members.allSatisfy({ $0.value.kind == .null || $0.value.string == "" })
        else { throw .unreadable }
        return nil
    }

    static func encode(_ query: [(String, String)]) -> String {
        query.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    }

    private static func cursor(ofLink link: String, base: BaseAddress) throws(CursorProblem) -> String {
        guard base.covers(link) else { throw .foreign(link) }
        guard let mark = link.firstIndex(of: "?") else { throw .unreadable }
        let query = link[mark...].dropFirst().prefix { $0 != "#" }
        let cursor = query.split(separator: "&").filter { !isKey($0) }.joined(separator: "&")
        guard !cursor.isEmpty else { throw .unreadable }
        return cursor
    }

    private static func isKey(_ pair: Substring) -> Bool {
        PercentEncoding.decode(String(pair.prefix { $0 != "=" })) == "api_key"
    }
}
