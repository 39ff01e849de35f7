import Foundation
import Testing

@Suite("What the browser tests look at")
struct KindsOfPagesTests {
    @Test("A page of every kind", arguments: SiteUnderTest.allCases)
    func everyKind(site: SiteUnderTest) async throws {
        try await site.withPages { folder, pages in
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let kinds = Set(files.filter { $0.hasSuffix(".html") }.map(Self.kind))
            #expect(Set(pages.map(Self.kind)) == kinds)
        }
    }

    /// `campaigns/news-1/index.html` and `campaigns/news-2/index.html` are of one kind, `campaigns/index.html` of another.
    private static func kind(of path: String) -> String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? "\(parts[0])/…/\(parts[parts.count - 1])" : path
    }
}
