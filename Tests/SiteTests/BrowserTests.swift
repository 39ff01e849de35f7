import Foundation
import TestSupport
import Testing

/// The site in a real browser, opened from a folder.
@Suite(
    "In a browser", .enabled(if: Browser.reasonToSkip == nil, Comment(rawValue: Browser.reasonToSkip ?? "")),
    .serialized)
struct BrowserTests {
    private static let run = "2026-11-23T020000Z"
    /// FNV-1a of “list-0”.
    private static let list = "dd7f95313543cfdc"

    /// One of each kind, the heaviest first.
    private static let kinds = [
        "index.html", "campaigns/index.html", "campaigns/invitation-5-00000004/index.html", "months/index.html",
        "months/2026-11/index.html", "lists/index.html", "lists/\(list)/index.html", "runs/index.html",
        "runs/\(run)/index.html", "compare/index.html", "people/index.html", "downloads/index.html",
        "methodology/index.html", "404.html",
    ]

    private static let sample = Sample(
        campaigns: 14, runs: 6, contradictions: 2,
        names: ["<script>document.title='hacked'</script>", "عرض خاص", "Zebra"],
        excluded: ["campaign-2"])

    /// Lends a folder with the whole site, as a URL that ends in a slash.
    private func withSite<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { path in
            let folder = URL(filePath: path, directoryHint: .isDirectory)
            for (path, bytes) in try await Self.sample.pages() {
                let file = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: file)
            }
            return try await body(folder)
        }
    }

    @Test(
        "axe-core finds nothing; nothing complains, asks another host, or scrolls sideways",
        .enabled(if: Tools.path("axe.min.js") != nil, "axe.min.js could not be fetched"),
        arguments: [Browser.Look(), Browser.Look(width: 360, height: 740, isDark: true)])
    func accessibility(look: Browser.Look) async throws {
        let axe = try String(contentsOfFile: try #require(Tools.path("axe.min.js")), encoding: .utf8)
        try await withSite { site in
            try await Browser.open(look) { browser in
                for kind in Self.kinds {
                    try await browser.visit(site.appending(path: kind))
                    #expect(
                        try await browser.number("return document.documentElement.scrollWidth - innerWidth") <= 0,
                        "\(kind)")
                    // What is folded away counts, too.
                    try await browser.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
                    try await browser.run(axe)
                    let found =
                        try await browser.await(
                            """
                            axe.run(document, { preload: false, runOnly: [
                              "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"
                            ] }).then(result => arguments[0](result.violations.map(v => v.id + " at " + v.nodes[0].html)))
                            """) as? [String]
                    #expect(found == [], "\(kind)")
                }
                #expect(try await browser.consoleComplaints() == [])
                #expect(try await browser.requestedURLs().allSatisfy { $0.hasPrefix("file:") || $0.hasPrefix("data:") })
            }
        }
    }

    @Test(
        "The Nu checker finds no error",
        .enabled(if: Tools.path("vnu.jar") != nil && Tools.inPath("java") != nil, "vnu.jar or java is missing"))
    func validHTML() async throws {
        try await withSite { site in
            let process = Process()
            process.executableURL = URL(filePath: try #require(Tools.inPath("java")))
            process.arguments =
                ["-jar", try #require(Tools.path("vnu.jar")), "--errors-only", "--stdout"]
                + Self.kinds.map { site.appending(path: $0).path }
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(found == "")
            #expect(process.terminationStatus == 0)
        }
    }

    @Test("Campaigns are sorted by pointer and keyboard, and filtered by what is typed")
    func sortingAndFiltering() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "campaigns/index.html"))
                let names =
                    "return [...document.querySelectorAll('tbody tr')].filter(row => !row.hidden)"
                    + ".map(row => row.cells[0].querySelector('a').textContent)"
                let delivered =
                    "return [...document.querySelectorAll('tbody tr')]"
                    + ".map(row => Number(row.cells[7].textContent.replace(',', '')))"
                let shown = { try await browser.run(names) as? [String] ?? [] }
                #expect(try await shown().first == "Survey 14")
                try await browser.click("thead th:nth-child(8) button")
                let down = try await browser.run(delivered) as? [Int] ?? []
                #expect(down == down.sorted(by: >) && down.count == 14)
                #expect(
                    try await browser.text("return document.querySelector('thead th:nth-child(8)').ariaSort")
                        == "descending")
                try await browser.press("\u{E007}")
                #expect(try await browser.run(delivered) as? [Int] == down.sorted())
                try await browser.click("thead th:nth-child(1) button")
                #expect(try await shown().first == "<script>document.title='hacked'</script>")
                try await browser.type("zeb", into: "input[type=search]")
                #expect(try await shown() == ["Zebra"])
                #expect(try await browser.text("return document.querySelector('output').textContent") == "1 of 14")
                #expect(try await browser.text("return document.title") == "Campaigns · Campaign engagement")
            }
        }
    }

    @Test("A chart reads out its values by pointer and by arrow keys")
    func readOuts() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "index.html"))
                let readout = "return document.querySelector('.readout').textContent"
                #expect(try await browser.text(readout) == "")
                try await browser.run("document.querySelector('svg.chart').focus()")
                try await browser.press("\u{E014}")
                let first = try await browser.text(readout)
                #expect(first.contains("%") && first.contains("2026"))
                try await browser.press("\u{E014}")
                let second = try await browser.text(readout)
                #expect(second != first && second.contains("%"))
                try await browser.press("\u{E012}")
                #expect(try await browser.text(readout) == first)
                try await browser.press("\u{E00C}")
                #expect(try await browser.text(readout) == "")
            }
        }
    }

    @Test("In a heat map, up and down lead to the same hour of the day before and after")
    func heatMap() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "index.html"))
                let readout = "return document.querySelector('.chart-heat + .readout').textContent"
                try await browser.run("document.querySelector('.chart-heat').focus()")
                try await browser.press("\u{E014}")
                #expect(try await browser.text(readout).hasPrefix("Monday 00:00 – "))
                try await browser.press("\u{E014}")
                try await browser.press("\u{E015}")
                #expect(try await browser.text(readout).hasPrefix("Tuesday 01:00 – "))
                try await browser.press("\u{E013}")
                #expect(try await browser.text(readout).hasPrefix("Monday 01:00 – "))
                try await browser.press("\u{E010}")
                #expect(try await browser.text(readout).hasPrefix("Sunday 23:00 – "))
            }
        }
    }

    @Test("A heading gives out a link to itself: it is copied, and stands in the address")
    func copiedLink() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "methodology/index.html"))
                try await browser.run("document.querySelector('#intervals .copy').focus()")
                try await browser.press("\u{E007}")
                #expect(try await browser.text("return location.hash") == "#intervals")
                let said = """
                    const done = arguments[0], start = Date.now();
                    (function look() {
                      const text = document.querySelector('#intervals .copy').textContent;
                      if (text !== '#' || Date.now() - start > 10000) done(text); else setTimeout(look, 20);
                    })()
                    """
                let answer = try await browser.await(said) as? String
                #expect(answer == "copied" || answer == "in the address bar")
            }
        }
    }

    @Test("Any two runs are compared, from a folder, too, and the address keeps which")
    func comparison() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                let page = site.appending(path: "compare/index.html").absoluteString
                let caption = """
                    const done = arguments[0], start = Date.now();
                    (function look() {
                      const caption = document.querySelector('#compared');
                      if (caption || Date.now() - start > 10000) done(caption?.textContent ?? 'nothing');
                      else setTimeout(look, 20);
                    })()
                    """
                try await browser.visit(try #require(URL(string: page)))
                #expect(try await browser.await(caption) as? String == "What changed from run 5 to run 6")
                // Run 5 was interrupted, so that the CSVs of run 6 are compared with run 4.
                #expect(
                    try await browser.text("return document.querySelector('.picker + div code').textContent")
                        == "octo-site compare 5 6 --output DIR")
                try await browser.visit(try #require(URL(string: "\(page)#2026-11-21T020000Z..2026-11-23T020000Z")))
                try await browser.reload()
                #expect(try await browser.await(caption) as? String == "What changed from run 4 to run 6")
                let csv = "return document.querySelector('.picker + div a[href$=\".csv\"]').getAttribute('href')"
                #expect(try await browser.text(csv) == "../runs/2026-11-23T020000Z/newly-engaged.csv")
                try await browser.visit(try #require(URL(string: "\(page)#2026-11-19T020000Z..2026-11-21T020000Z")))
                try await browser.reload()
                #expect(try await browser.await(caption) as? String == "What changed from run 2 to run 4")
                #expect(
                    try await browser.number("return document.querySelectorAll('.picker + div tbody tr').length") > 0)
                #expect(try await browser.consoleComplaints() == [])
            }
        }
    }

    @Test("Without scripts everything is there but comfort")
    func withoutScripts() async throws {
        try await withSite { site in
            try await Browser.open(Browser.Look(runsScripts: false)) { browser in
                try await browser.visit(site.appending(path: "campaigns/index.html"))
                #expect(try await browser.number("return document.querySelectorAll('tbody tr').length") == 14)
                try await browser.visit(site.appending(path: "compare/index.html"))
                #expect(try await browser.number("return document.querySelectorAll('tbody tr').length") > 4)
                #expect(
                    try await browser.text("return getComputedStyle(document.querySelector('.picker')).display")
                        == "none")
            }
        }
    }

    @Test("The page for what isn't there has its style, though it loads nothing")
    func notFound() async throws {
        try await withSite { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "404.html"))
                #expect(try await browser.text("return getComputedStyle(document.body).display") == "grid")
                #expect(try await browser.consoleComplaints() == [])
            }
        }
    }
}
