import Foundation
import TestSupport
import Testing

/// The published site in a real Chromium: over HTTP, from a folder, narrow, without scripts.
@Suite("In the browser", .serialized, .enabled(if: Browser.reasonToSkip == nil, "\(Browser.reasonToSkip ?? "")"))
struct SiteBrowserTests {
    @Test("No page complains, asks a foreign host, or scrolls sideways at 360 pixels", arguments: [1280, 360])
    func everyPage(width: Int) async throws {
        let pages = try await DemoSite.shared.pagesOfEveryKind()
        try await servingDemoSite { base in
            try await Browser.open(Browser.Look(width: width)) { browser in
                for page in pages {
                    try await browser.visit(base.appending(path: page))
                    #expect(try await browser.number("return document.querySelectorAll('main h1').length") == 1, "\(page)")
                    let overflow = try await browser.number(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    #expect(overflow <= 0, "\(page) scrolls sideways by \(overflow) px at \(width)")
                    #expect(try await browser.consoleComplaints() == [], "\(page)")
                    let foreign = try await browser.requestedURLs().filter {
                        !$0.hasPrefix(base.absoluteString) && !$0.hasPrefix("data:") && $0.hasPrefix("http")
                    }
                    #expect(foreign == [], "\(page)")
                }
            }
        }
    }

    @Test("Everything works from a folder, too")
    func fromFolder() async throws {
        let folder = try await DemoSite.shared.folder()
        let pages = try await DemoSite.shared.pagesOfEveryKind()
        try await Browser.open { browser in
            for page in pages {
                try await browser.visit(folder.appending(path: page))
                #expect(try await browser.consoleComplaints() == [], "\(page)")
            }
            try await browser.visit(folder.appending(path: "campaigns/index.html"))
            try await expectSorting(browser)
        }
    }

    @Test("The table of campaigns sorts by pointer and keyboard, and filters")
    func tableOfCampaigns() async throws {
        try await servingDemoSite { base in
            try await Browser.open { browser in
                try await browser.visit(base.appending(path: "campaigns/index.html"))
                #expect(try await browser.number("return document.querySelectorAll('main table').length") == 1)
                try await expectSorting(browser)
                let all = try await browser.number(Self.visibleRows)
                let title = try await browser.text("return document.querySelector('main table tbody a').textContent")
                try await browser.type(String(title.prefix(12)), into: "main input[type=search]")
                let few = try await browser.number(Self.visibleRows)
                #expect(few >= 1 && few < all)
                try await browser.type("no campaign is called this", into: "main input[type=search]")
                #expect(try await browser.number(Self.visibleRows) == 0)
            }
        }
    }

    private static let visibleRows =
        "return [...document.querySelectorAll('main table tbody tr')].filter(r => r.offsetParent !== null).length"

    private func expectSorting(_ browser: Browser) async throws {
        let column = "[...document.querySelectorAll('main table tbody tr')].map(r => r.cells[0].textContent.trim())"
        let before = try await browser.run("return \(column)") as? [String] ?? []
        #expect(before.count > 3)
        try await browser.click("main table thead th:first-child button")
        #expect(
            try await browser.text(
                "return document.querySelector('main table thead th:first-child').getAttribute('aria-sort')") == "ascending")
        let ascending = try await browser.run("return \(column)") as? [String] ?? []
        // The focus is on the head's button: Enter turns the order round.
        try await browser.press("\u{E007}")
        let descending = try await browser.run("return \(column)") as? [String] ?? []
        #expect(ascending.sorted() == before.sorted())
        #expect(descending == Array(ascending.reversed()))
        #expect(ascending != descending)
    }

    @Test("Hostile names stay text")
    func hostileNames() async throws {
        try await servingDemoSite { base in
            try await Browser.open { browser in
                try await browser.visit(base.appending(path: "campaigns/index.html"))
                let text = try await browser.text("return document.querySelector('main').textContent")
                #expect(text.contains("<script>"))
                #expect(try await browser.number("return document.querySelectorAll('main script, main img').length") == 0)
                let links = try await browser.run(
                    "return [...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(h => /^\\s*javascript:/i.test(h))"
                )
                #expect((links as? [String]) == [])
            }
        }
    }

    @Test("Without scripts everything can be read", arguments: [SiteUnderTest.demo, .sample])
    func withoutScripts(site: SiteUnderTest) async throws {
        try await site.withPages { folder, _ in
            try await Browser.open(Browser.Look(runsScripts: false)) { browser in
                try await browser.visit(folder.appending(path: "campaigns/index.html"))
                let rows = try await browser.number("return document.querySelectorAll('main table tbody tr').length")
                #expect(rows >= 12)
                if site == .sample {
                    let all = try await browser.number("return document.querySelectorAll('tbody tr').length")
                    #expect(all == SampleSite.campaigns)
                }
                try await browser.visit(folder.appending(path: "compare/index.html"))
                #expect(try await browser.number("return document.querySelectorAll('tbody tr').length") > 4)
                #expect(
                    try await browser.text("return getComputedStyle(document.querySelector('.picker')).display") == "none")
            }
        }
    }
}
