import Foundation
import TestSupport
import Testing

/// What the site's script does, on a site whose values are known, opened from a folder.
@Suite("The site's script", .serialized, .enabled(if: Browser.reasonToSkip == nil, "\(Browser.reasonToSkip ?? "")"))
struct ScriptTests {
    @Test("Campaigns are sorted by pointer and keyboard, and filtered by what is typed")
    func sortingAndFiltering() async throws {
        try await SampleSite.withFolder { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "campaigns/index.html"))
                let names =
                    "return [...document.querySelectorAll('tbody tr')].filter(row => !row.hidden)"
                    + ".map(row => row.cells[0].querySelector('a').textContent)"
                let delivered =
                    "return [...document.querySelectorAll('tbody tr')]"
                    + ".map(row => Number(row.cells[2].textContent.replace(',', '')))"
                let shown = { try await browser.run(names) as? [String] ?? [] }
                #expect(try await shown().first == "Survey 14")
                try await browser.click("thead th:nth-child(3) button")
                let down = try await browser.run(delivered) as? [Int] ?? []
                #expect(down == down.sorted(by: >) && down.count == SampleSite.campaigns)
                #expect(
                    try await browser.text("return document.querySelector('thead th:nth-child(3)').ariaSort")
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
        try await SampleSite.withFolder { site in
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
        try await SampleSite.withFolder { site in
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

    @Test("A heading gives out a link to itself: it is copied, and is in the address")
    func copiedLink() async throws {
        try await SampleSite.withFolder { site in
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
        try await SampleSite.withFolder { site in
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
                #expect(
                    try await browser.await(caption) as? String
                        == "What changed from the update of 2026-11-22 02:06 UTC to the update of 2026-11-23 02:06 UTC")
                // Run 5 was interrupted, so that the CSVs of run 6 are compared with run 4.
                #expect(
                    try await browser.text("return document.querySelector('form[data-runs] + div code').textContent")
                        == "octo-site compare 5 6 --output DIR")
                try await browser.visit(try #require(URL(string: "\(page)#2026-11-21T020000Z..2026-11-23T020000Z")))
                try await browser.reload()
                #expect(
                    try await browser.await(caption) as? String
                        == "What changed from the update of 2026-11-21 02:06 UTC to the update of 2026-11-23 02:06 UTC")
                let csv = "return document.querySelector('form[data-runs] + div a[href$=\".csv\"]').getAttribute('href')"
                #expect(try await browser.text(csv) == "../runs/2026-11-23T020000Z/newly-engaged.csv")
                try await browser.visit(try #require(URL(string: "\(page)#2026-11-19T020000Z..2026-11-21T020000Z")))
                try await browser.reload()
                #expect(
                    try await browser.await(caption) as? String
                        == "What changed from the update of 2026-11-19 02:06 UTC to the update of 2026-11-21 02:06 UTC")
                #expect(
                    try await browser.number("return document.querySelectorAll('form[data-runs] + div tbody tr').length") > 0)
                #expect(try await browser.consoleComplaints() == [])
            }
        }
    }

    @Test("The page for what isn't there has its style, though it loads nothing")
    func notFound() async throws {
        try await SampleSite.withFolder { site in
            try await Browser.open { browser in
                try await browser.visit(site.appending(path: "404.html"))
                #expect(try await browser.text("return getComputedStyle(document.body).display") == "grid")
                #expect(try await browser.consoleComplaints() == [])
            }
        }
    }
}
