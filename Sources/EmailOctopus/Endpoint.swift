import Basics

/// A path of the API and its query, relative to the version's base address.
struct Endpoint: Sendable {
    /// Begins with a slash; percent-encoded.
    var path: String
    var query: [(String, String)]
    /// True for the reports of one campaign, for which 403 and 404 mean that they don't exist (yet).
    var isReport: Bool

    init(_ path: String, query: [(String, String)] = [], isReport: Bool = false) {
        self.path = path
        self.query = query
        self.isReport = isReport
    }

    /// - Parameter name: the last part of the path; nil for v2's common path of all reports.
    static func report(_ name: String? = nil, of campaign: String, query: [(String, String)] = []) -> Endpoint {
        Endpoint(
            "/campaigns/\(PercentEncoding.encode(campaign))/reports" + (name.map { "/" + $0 } ?? ""), query: query,
            isReport: true)
    }

    /// - Parameter name: the last part of the path; nil for all contacts.
    static func contacts(_ name: String? = nil, of list: String, query: [(String, String)] = []) -> Endpoint {
        Endpoint("/lists/\(PercentEncoding.encode(list))/contacts" + (name.map { "/" + $0 } ?? ""), query: query)
    }
}
