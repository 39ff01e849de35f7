package import Engagement

/// Files of the site that are rendered together, and only when asked for, so that one page is in memory, not the site.
package struct PlannedPage: Sendable {
    /// The path of its first file.
    package let path: String
    /// For the page of an earlier run: the run. Such a page stays as it was published, and is rendered only if one of its files
    /// is missing.
    package let archived: Run?
    private let make: @Sendable () async throws -> [SiteFile]

    init(_ path: String, archived: Run? = nil, _ make: @escaping @Sendable () async throws -> [SiteFile]) {
        self.path = path
        self.archived = archived
        self.make = make
    }

    init(_ page: SitePage, archived: Run? = nil, _ make: @escaping @Sendable () async throws -> [SiteFile]) {
        self.init(page.html, archived: archived, make)
    }

    /// The same files with the same bytes, however often it is called.
    /// - Throws: `TemplateError`, `ResourceError`, and what looking up an earlier run throws.
    package func render() async throws -> [SiteFile] { try await make() }
}
