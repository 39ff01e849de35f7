package import Engagement

/// Files of the site that are rendered together, when somebody asks for them, so that memory holds one page and not the site.
package struct PlannedPage: Sendable {
    /// What identifies it: the path of its first file.
    package let path: String
    /// For the page of an earlier run, which stays as it was published: the run. Only where one of its files isn't there
    /// is the page rendered.
    package let archived: Run?
    private let make: @Sendable () async throws -> [SiteFile]

    init(_ path: String, archived: Run? = nil, _ make: @escaping @Sendable () async throws -> [SiteFile]) {
        self.path = path
        self.archived = archived
        self.make = make
    }

    /// The same files with the same bytes, however often it is called.
    /// - Throws: `TemplateError`, `ResourceError`, and what looking up an earlier run throws.
    package func render() async throws -> [SiteFile] { try await make() }
}
