import Basics

/// What is asked for, relative to the version's base.
struct Endpoint: Sendable {
    /// Begins with a slash, percent-encoded.
    var path: String
    var query: [(String, String)]
    /// Reports of one campaign, of which 403 and 404 say that they aren't there (yet).
    var isReport: Bool

    init(_ path: String, query: [(String, String)] = [], isReport: Bool = false) {
        self.path = path
        self.query = query
        self.isReport = isReport
    }

    /// A page holds a hundred rows, the most that either version gives.
    static let pageSize = ("limit", "100")

    static func report(_ name: String, of campaign: String, query: [(String, String)] = []) -> Endpoint {
        let name = name.isEmpty ? "" : "/\(name)"
        return Endpoint("/campaigns/\(PercentEncoding.encode(campaign))/reports\(name)", query: query, isReport: true)
    }

    static func contacts(of list: String, _ name: String, query: [(String, String)] = []) -> Endpoint {
        Endpoint("/lists/\(PercentEncoding.encode(list))/contacts\(name)", query: query)
    }
}
