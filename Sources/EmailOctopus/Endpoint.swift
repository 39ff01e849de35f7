import Basics

/// A path of the API and its query, relative to the version's base address.
struct Endpoint: Sendable {
    /// Begins with a slash; percent-encoded.
    var path: String
    var query: [(String, String)]
    /// True for the reports of one campaign, for which 403 and 404 mean that they don't exist (yet).
    var isReport: Bool
    /// Bytes of an answer; the provider's are a tenth of it or less.
    var bodyLimit: Int
    /// The member whose values nobody reads, and which may be large.
    var skippedMember: String?
    /// True if the provider gives all rows at once, however many pages it may be asked for.
    var ignoresPageSize: Bool

    init(
        _ path: String, query: [(String, String)] = [], isReport: Bool = false, bodyLimit: Int = 4 << 20,
        skippedMember: String? = nil, ignoresPageSize: Bool = false
    ) {
        self.path = path
        self.query = query
        self.isReport = isReport
        self.bodyLimit = bodyLimit
        self.skippedMember = skippedMember
        self.ignoresPageSize = ignoresPageSize
    }

    /// Its rows carry their mail's whole HTML.
    static let campaigns = Endpoint("/campaigns", bodyLimit: 32 << 20, skippedMember: "content")

    static let lists = Endpoint("/lists", bodyLimit: 8 << 20)

    static func links(of campaign: String) -> Endpoint {
        var endpoint = report("links", of: campaign)
        endpoint.bodyLimit = 8 << 20
        endpoint.ignoresPageSize = true
        return endpoint
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
