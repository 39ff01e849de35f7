import Foundation
import TestSupport
import Testing

/// axe-core's rules (WCAG 2.2 AA and best practice) on every kind of page, wide and narrow, light and dark.
@Suite("Accessibility", .serialized, .enabled(if: Checkers.reasonToSkipAxe == nil, "\(Checkers.reasonToSkipAxe ?? "")"))
struct AccessibilityTests {
    @Test(
        "axe-core finds nothing; nothing complains, asks another host, or scrolls sideways",
        arguments: [
            (SiteUnderTest.demo, Browser.Look()), (.demo, Browser.Look(isDark: true)), (.demo, Browser.Look(width: 360)),
            (.demo, Browser.Look(width: 360, isDark: true)), (.sample, Browser.Look()),
            (.sample, Browser.Look(width: 360, height: 740, isDark: true)), (.nameless, Browser.Look()),
        ])
    func axeCore(site: SiteUnderTest, look: Browser.Look) async throws {
        let script = try String(contentsOfFile: try #require(Checkers.axe), encoding: .utf8)
        try await site.withPages { folder, pages in
            try await Browser.open(look) { browser in
                for page in pages {
                    try await browser.visit(folder.appending(path: page))
                    #expect(
                        try await browser.number("return document.documentElement.scrollWidth - innerWidth") <= 0, "\(page)")
                    // What is folded away counts, too.
                    try await browser.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
                    try await browser.run(script)
                    let findings = try await browser.await(
                        """
                        const done = arguments[arguments.length - 1];
                        axe.run(document, {
                          preload: false,
                          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                        })
                          .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))))
                          .catch(e => done(['axe failed: ' + e]));
                        """)
                    #expect(findings as? [String] == [], "\(page) at \(look.width) px\(look.isDark ? ", dark" : "")")
                }
                #expect(try await browser.consoleComplaints() == [])
                #expect(try await browser.requestedURLs().allSatisfy { $0.hasPrefix("file:") || $0.hasPrefix("data:") })
            }
        }
    }
}
