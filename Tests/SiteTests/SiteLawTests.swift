import Engagement
import Foundation
import Markdown
import Metrics
import Site
import SiteSample
import Templates
import TestSupport
import Testing

/// What is true of every page of every site.
@Suite("Laws of the whole site")
struct SiteLawTests {
    private static let hostile = [
        "<script>alert(1)</script>", "**Bold** [link](javascript:alert(1)) ![x](http://evil.example/x.png) | pipe",
        "`\n```\n# heading\n- item\n\n    code", "عرض خاص <img src=x onerror=alert(1)> \u{202E}abc",
        "\"' onmouseover=alert(1) x='", "{{people}} {{{root}}} {{> index.md}}",
        "&lt;b&gt; &amp; ]]> --> </title></table>",
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Nil for what is no JSON.
    private static func value(of bytes: [UInt8]?) -> Any? { try? JSONSerialization.jsonObject(with: Data(bytes ?? [])) }

    /// The names of the tags of a page, in order.
    private static func skeleton(_ html: String) -> [Substring] {
        html.matches(of: /<(\/?[a-zA-Z!][a-zA-Z0-9]*)/).map(\.1)
    }

    @Test("Hostile names stay text: the pages have the very same tags as with harmless names")
    func hostileNames() async throws {
        let harmless = try await Sample(campaigns: 7, contradictions: 3, excluded: ["campaign-1"]).pages()
        var sample = Sample(campaigns: 7, contradictions: 3, excluded: ["campaign-1"])
        sample.names = Self.hostile
        let pages = try await sample.pages()
        #expect(pages.keys.sorted() == harmless.keys.sorted())
        for (path, bytes) in pages where path.hasSuffix(".html") {
            #expect(Self.skeleton(Self.text(bytes)) == Self.skeleton(Self.text(harmless[path] ?? [])), "\(path)")
        }
        for (path, bytes) in pages where path.hasSuffix(".md") {
            let html = RenderedMarkdown(Self.text(bytes)).html
            #expect(
                Self.skeleton(html) == Self.skeleton(RenderedMarkdown(Self.text(harmless[path] ?? [])).html), "\(path)")
        }
        let list = Self.text(try #require(pages["campaigns/index.html"]))
        #expect(list.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    @Test("Every link leads somewhere within the site, its fragment included, and none leaves it but those named")
    func links() async throws {
        let sample = Sample(campaigns: 5, runs: 4, contradictions: 2)
        let pages = try await sample.pages()
        let files = Set(pages.keys).union(sample.downloads(of: sample.measurements).map(\.path))
            .union(["datapackage.json", "SHA256SUMS", "runs/2026-11-23T020000Z/datapackage.json"])
        for (path, bytes) in pages where path.hasSuffix(".html") {
            for match in Self.text(bytes).matches(of: /(?:href|src)="([^"]*)"/) {
                let link = String(match.1)
                // Shown at any depth, the page for what isn't there can only name the root.
                if link.hasPrefix("https://") || link == "data:," || path == "404.html" && link == "/" { continue }
                let base = try #require(URL(string: "site:///\(path)"))
                let target = try #require(URL(string: link, relativeTo: base)?.absoluteURL)
                let file = String(target.path.dropFirst())
                #expect(!link.hasPrefix("/") && files.contains(file), "\(path) links to \(link)")
                if let fragment = target.fragment, let page = pages[file] {
                    #expect(Self.text(page).contains("id=\"\(fragment)\""), "\(path) links to \(link)")
                }
            }
        }
    }

    @Test(
        "Ids are unique in their page, every page has one h1, a title and a language, and no style or script of its own"
    )
    func structure() async throws {
        for (path, bytes) in try await Sample(campaigns: 4, runs: 4, contradictions: 1).pages()
        where path.hasSuffix(".html") {
            let html = Self.text(bytes)
            let ids = html.matches(of: /\ id="([^"]*)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(path)")
            #expect(html.matches(of: /<h1/).count == 1, "\(path)")
            #expect(html.contains("<html lang=\"en\">") && html.contains("<title>"), "\(path)")
            #expect(
                !html.contains(" style=\"") && !html.contains("<script>") && !html.contains("javascript:"), "\(path)")
        }
    }

    @Test("The campaign list has one table in main, whose heads are buttons, and a search field")
    func campaignList() async throws {
        let pages = try await Sample(campaigns: 4).pages()
        let html = Self.text(try #require(pages["campaigns/index.html"]))
        let main = try #require(html.firstMatch(of: /<main.*<\/main>/.dotMatchesNewlines())?.0)
        #expect(main.matches(of: /<table/).count == 1)
        #expect(
            main.matches(of: /<th scope="col"/).count
                == main.matches(of: /<th scope="col"[^>]*><button type="button">/).count)
        #expect(main.matches(of: /<input type="search"/).count == 1)
        #expect(main.matches(of: /<tr[ >]/).count == 1 + 4)
    }

    @Test("Each campaign that counts is on the page of its month and that of its list, and those pages are listed")
    func groups() async throws {
        let pages = try await Sample(campaigns: 9, excluded: ["campaign-4"]).pages()
        for folder in ["months", "lists"] {
            let index = Self.text(try #require(pages["\(folder)/index.html"]))
            let groups = index.matches(of: /<th scope="row"[^>]*><a href="\.\.\/([^"]*)"/).map { String($0.1) }
            #expect(
                groups.sorted()
                    == pages.keys.filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix("/index.html") }
                    .filter { $0 != "\(folder)/index.html" }.sorted())
            let campaigns = try groups.flatMap { group in
                Self.text(try #require(pages[group])).matches(of: /<th scope="row"><a href="\.\.\/\.\.\/campaigns\/([^\/"]*)\//)
                    .map { String($0.1) }
            }
            let counted = pages.keys.filter { $0.hasPrefix("campaigns/") && $0.hasSuffix("/index.html") }
                .map { $0.split(separator: "/")[1] }.filter { $0 != "index.html" && !$0.hasSuffix("-00000004") }
            #expect(campaigns.sorted() == counted.map(String.init).sorted())
        }
    }

    @Test("However many campaigns there are, no page weighs more than 100 kB with its style and script, gzipped")
    func weight() async throws {
        let sample = Sample(campaigns: 700, runs: 60)
        let gzipped = { (bytes: [UInt8]) async throws -> Int in
            try await withTemporaryFolder { folder in
                let file = URL(filePath: folder).appending(path: "page")
                try Data(bytes).write(to: file)
                let gzip = Process()
                gzip.executableURL = URL(filePath: "/usr/bin/gzip")
                gzip.arguments = [file.path]
                try gzip.run()
                gzip.waitUntilExit()
                return try Data(contentsOf: file.appendingPathExtension("gz")).count
            }
        }
        var shared = 0
        for asset in ["octo.css", "octo.js"] {
            shared += try await gzipped([UInt8](Data(contentsOf: Sample.site.appending(path: "assets/\(asset)"))))
        }
        // Of pages for single campaigns, runs and groups, the first, the middle and the last say as much as all.
        let kinds = try Dictionary(grouping: sample.builder().pages.filter { $0.path.hasSuffix(".html") }) {
            $0.path.split(separator: "/").prefix(1) + ($0.path.split(separator: "/").count > 2 ? ["…"] : [])
        }
        for pages in kinds.values {
            for index in Set([0, pages.count / 2, pages.count - 1]) {
                for page in try await pages[index].render() where page.path.hasSuffix(".html") {
                    let bytes = try await gzipped(page.bytes)
                    #expect(bytes + shared <= 100_000, "\(page.path)")
                }
            }
        }
    }

    @Test("Every heading is followed by text, however little there is", arguments: [0, 1, 4])
    func headings(campaigns: Int) async throws {
        for (path, bytes) in try await Sample(campaigns: campaigns, runs: max(1, campaigns)).pages()
        where path.hasSuffix(".html") {
            let bare = Self.text(bytes).matches(of: /<h[23][^>]*>([^<]*)<\/h[23]>\s*(?:<h[12]|<\/main>)/).map(\.1)
            #expect(bare == [], "\(path)")
        }
    }

    @Test("Numbers that contradict are in a banner, and only then")
    func banner() async throws {
        let calm = try await Sample(campaigns: 4).pages()
        let alarmed = try await Sample(campaigns: 4, contradictions: 2).pages()
        for path in [
            "index.html", "campaigns/index.html", "campaigns/survey-4-00000003/index.html",
            "runs/2026-11-23T020000Z/index.html",
        ] {
            #expect(!Self.text(try #require(calm[path])).contains("class=\"notice bad\""), "\(path)")
            #expect(Self.text(try #require(alarmed[path])).contains("class=\"notice bad\""), "\(path)")
        }
        #expect(
            Self.text(try #require(alarmed["feed.xml"])).contains(
                "<title>ALARM: update of 23 Nov 2026, 02:06: numbers do not match EmailOctopus"))
        #expect(!Self.text(try #require(calm["feed.xml"])).contains("ALARM"))
    }

    @Test("The page for what isn't there links home, by the site's address where it is known")
    func notFound() async throws {
        let path = "404.html"
        let unknown = try await Sample(campaigns: 1).pages()
        #expect(Self.text(try #require(unknown[path])).contains("<a href=\"/\">Go to the overview</a>"))
        let known = try await Sample(campaigns: 1).pages(options: SiteOptions(address: "https://example.com/mail/?a&b"))
        #expect(
            Self.text(try #require(known[path])).contains("<a href=\"https://example.com/mail/?a&amp;b\">Go to the overview</a>"))
    }

    @Test("Configurations of web servers come with the site's files, and are not published")
    func servers() async throws {
        let files = try ResourceFolder(Sample.site).files()
        #expect(files.contains("servers/nginx.conf") && files.contains("assets/octo.css"))
        let pages = try await Sample().pages()
        #expect(pages.keys.filter { $0.hasPrefix("servers") || $0.hasSuffix(".conf") } == [])
        #expect(Set(files.filter { !$0.hasPrefix("servers/") }).isSubset(of: pages.keys))
    }

    @Test("Only the run that is shown is rendered where earlier ones are published already")
    func archive() throws {
        let planned = try Sample(runs: 4).builder().pages
        let archived = planned.compactMap(\.archived)
        #expect(archived.map(\.id) == ["20", "21", "22"].map { "2026-11-\($0)T020000Z" })
        #expect(
            archived.first?.pagePlaces
                == ["runs/2026-11-20T020000Z", "data/runs/2026-11-20T020000Z.json", "data/runs/2026-11-20T020000Z.js"])
    }

    @Test("A run's page is the same when it is rendered later, but for what is only known while it is shown")
    func archivedPage() async throws {
        let path = "data/runs/2026-11-22T020000Z.json"
        let early = try await Sample(campaigns: 1, runs: 3).pages()
        let later = try await Sample(campaigns: 1, runs: 3, contradictions: 1).pages()
        #expect(early[path] == later[path])
    }

    @Test("JSON is JSON, in the shapes that are promised")
    func json() async throws {
        let pages = try await Sample(campaigns: 2, contradictions: 1, names: Self.hostile).pages()
        for (path, bytes) in pages where path.hasSuffix(".json") {
            #expect(Self.value(of: bytes) != nil, "\(path)")
        }
        let totals = try #require(Self.value(of: pages["data/totals.json"]) as? [String: Any])
        #expect(totals["run"] as? String == "2026-11-23T020000Z")
        #expect(totals["generated_at"] as? String == "2026-11-23T02:06:14Z")
        let campaigns = try #require(Self.value(of: pages["data/campaigns.json"]) as? [[String: Any]])
        #expect(campaigns.map { $0["name"] as? String } == Array(Self.hostile.prefix(2)))
        let reconciliation = try #require(campaigns[1]["reconciliation"] as? [String: Any])
        #expect(reconciliation["state"] as? String == "short")
    }

    @Test("With privacy set to aggregates, no file of rows is linked, and links have no queries")
    func aggregates() async throws {
        let options = SiteOptions(showsLinkQueries: false, smallestGroup: 10_000)
        var pages: [String: String] = [:]
        for planned in try Sample().builder(downloads: [], options: options).pages {
            for page in try await planned.render() { pages[page.path] = Self.text(page.bytes) }
        }
        for (path, text) in pages where path.hasSuffix(".html") || path.hasSuffix(".md") {
            #expect(!text.contains(".csv") && !text.contains("utm_source") && !text.contains("example.net"), "\(path)")
        }
        #expect(pages["downloads/index.html"]?.contains("Contact-level downloads are switched off") == true)
    }
}
