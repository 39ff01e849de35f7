import Foundation
import SiteSample
import Testing

@Suite("What the browser tests look at")
struct KindsOfPagesTests {
    @Test("A page of every kind", arguments: [SiteUnderTest.demo, .sample])
    func everyKind(site: SiteUnderTest) async throws {
        try await site.withPages { folder, pages in
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let published = files.filter { $0.hasSuffix("/index.html") || $0 == "index.html" || $0 == "404.html" }
            #expect(Set(pages.map(PageKind.init)) == Set(published.map(PageKind.init)))
            #expect(pages.contains("404.html"))
        }
    }
}
