import TestSupport
import Testing

@testable import Publishing

@Suite struct SiteCheckTests {
    @discardableResult
    private func check(_ pages: [String: String], weightLimit: Int = 100_000) async throws -> [String] {
        try await withTemporaryFolder { folder in
            let publisher = try Publisher(output: "\(folder)/public")
            for (path, text) in pages { try publisher.write(Array(text.utf8), to: path) }
            try publisher.check(weightLimit: weightLimit)
            return try publisher.publish().warnings
        }
    }

    @Test(arguments: [
        "<a href=\"b.html\">", "<a href=b.html>", "<A HREF='b.html'>", "<a href=\"./b.html?x=1#y\">", "<a href=\"../a/b.html\">",
        "<a href=\"#top\">", "<a href=\"\">", "<a href=\"?x\">", "<a href=\"https://example.com/x\">",
        "<a href=\"mailto:a@example.com\">",
        "<a href=\"//example.com\">", "<a href=\"../\">", "<a href=\"..\">", "<a href=\"c/\">", "<a href=\"c\">",
        "<a href=\"../a/../\">",
        "<a href=\"n&amp;m.html\">", "<a href=\"n&#38;m.html\">", "<a href=\"n%26m.html\">", "<a href=\"%C3%A9.html\">",
        "<!-- <a href=\"gone\"> -->", "<script>'<a href=\"gone\">'</script>", "<style>/* <a href=gone> */</style>", "1 < 2 <a",
        "<a>",
        "<a data-href=\"gone\">", "<a title=\">\" href=\"b.html\">", "<a href=\"../SHA256SUMS\">", "&lt;a href=\"gone\"&gt;",
        "<img src=\"data:image/png;base64,AA\">", "<svg><use href=\"#icon\"/></svg>", "<a href = \"b.html\"/>",
    ])
    func linksToFilesPass(_ html: String) async throws {
        try await check([
            "a/index.html": html, "a/b.html": "", "a/c/index.html": "", "index.html": "", "a/n&m.html": "", "a/é.html": "",
        ])
    }

    @Test(arguments: [
        ("<a href=\"gone.html\">", "a/gone.html"), ("<img src=gone.png>", "a/gone.png"), ("<a href=\"../../x\">", "../../x"),
        ("<a href=\"/x\">", "/x"), ("<a href=\"d/\">", "a/d/"), ("<script src=\"x.js\"></script>", "a/x.js"),
        ("<!-- --><a href=\"gone\">", "a/gone"), ("<script></script><a href=\"gone\">", "a/gone"),
        ("<a href=\"B.html\">", "a/B.html"), ("<a\nhref\n=\n'gone'\n>", "a/gone"),
    ])
    func brokenLinksAreNamedWithTheirPage(_ html: String, _ target: String) async {
        let error = await #expect(throws: PublishingError.self) {
            try await check(["a/index.html": html, "a/b.html": "", "index.html": ""])
        }
        #expect(error?.code == .brokenLinks)
        #expect(error?.message.contains("a/index.html links to \(target)") == true)
    }

    @Test func theNotFoundPageMayLinkFromTheRoot() async throws { try await check(["404.html": "<a href=\"/\">"]) }

    /// Kept pages are checked again if the new site lacks a file that they may link to.
    @Test func aKeptPageWithABrokenLinkIsFound() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            let pages = ["data/totals.json": "", "runs/r/index.html": "<a href=\"../../c.html\">", "c.html": ""]
            try SiteFolder.publish(pages, to: output)
            let publisher = try Publisher(output: output)
            try publisher.keep("data")
            try publisher.keep("runs")
            let error = #expect(throws: PublishingError.self) { try publisher.check() }
            #expect(error?.message.contains("runs/r/index.html links to c.html") == true)
        }
    }

    @Test func aLargePageIsPublishedWithAWarning() async throws {
        var generator = SeededGenerator(seed: 1)
        let noise = (0..<60_000).map { _ in String(generator.int(0...9)) }.joined()
        let page = "<link rel=\"stylesheet\" href=\"a.css\"><script src=\"a.js\"></script>"
        let zeros = String(repeating: "0", count: 1_000_000)
        // A million equal bytes weigh next to nothing; what a page only links to weighs nothing at all.
        let light = try await check(
            ["index.html": page + zeros + "<a href=\"b.html\">", "a.css": "", "a.js": noise, "b.html": noise])
        #expect(light == [])
        // Styles and scripts count.
        let heavy = try await check(["index.html": page + zeros, "a.css": noise, "a.js": noise], weightLimit: 50_000)
        #expect(heavy.count == 1 && heavy.first?.contains("index.html is large") == true)
    }

    /// `printf hello | gzip -n | wc -c` says 25.
    @Test func weightIsTheSizeAfterGzip() { #expect(Weight.gzipped(Array("hello".utf8)) == 25) }
}
