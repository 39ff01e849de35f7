import Foundation
import SiteSample
import TestSupport
import Testing

@Suite("Pages, byte by byte")
struct GoldenTests {
    /// A small account: three campaigns, one of them out of the aggregates, one contradiction, three runs.
    private static let sample = Sample(contradictions: 1, names: ["Spring & <b>summer</b>"], excluded: ["campaign-0"])

    private static let recorded = [
        "index.html", "index.md", "campaigns/index.html", "campaigns/index.md", "campaigns/reminder-3-00000002/index.html",
        "campaigns/news-1-00000000/index.md", "months/index.md", "months/2026-11/index.md", "lists/index.md",
        "lists/dd7f95313543cfdc/index.md", "runs/index.md", "runs/2026-11-23T020000Z/index.html",
        "runs/2026-11-23T020000Z/index.md", "compare/index.html", "people/index.md", "downloads/index.md", "audience/index.md",
        "series/index.md",
        "data-check/index.md", "methodology/index.md", "feed.xml", "data/totals.json", "data/campaigns.json", "data/runs.json",
        "data/runs/2026-11-23T020000Z.json",
    ]

    /// Made once for all of them.
    private static let pages = Task { try await sample.pages() }

    @Test("One of each kind is as it was recorded", arguments: recorded)
    func page(path: String) async throws {
        let pages = try await Self.pages.value
        try expectGolden(try #require(pages[path]), "site/\(path)")
    }

    @Test("A page of every kind is recorded")
    func everyKind() async throws {
        let pages = try await Self.pages.value.keys.filter { $0.hasSuffix("index.html") }
        let recorded = Self.recorded.filter { $0.hasSuffix("index.html") || $0.hasSuffix("index.md") }
        #expect(Set(recorded.map(PageKind.init)) == Set(pages.map(PageKind.init)))
    }

    @Test("The same account gives the same bytes")
    func determinism() async throws {
        #expect(try await Self.sample.pages() == Self.pages.value)
    }
}
