import Foundation
import TestSupport
import Testing

/// What these tests need besides a browser.
private enum Checkers {
    static let axe = Tools.path("axe.min.js")
    static let nu = Tools.path("vnu.jar")
    static let java = Tools.inPath("java")

    static let reasonToSkipAxe: String? =
        Browser.reasonToSkip ?? (axe == nil ? "axe.min.js is not there: `make test` fetches it" : nil)
    static let reasonToSkipNu: String? =
        nu == nil ? "vnu.jar is not there: `make test` fetches it" : java == nil ? "java is not installed" : nil
}

/// axe-core's rules (WCAG 2.2 AA and best practice) on every kind of page, wide and narrow, light and dark.
@Suite("Accessibility", .serialized, .enabled(if: Checkers.reasonToSkipAxe == nil, "\(Checkers.reasonToSkipAxe ?? "")"))
struct AccessibilityTests {
    @Test("axe-core finds nothing", arguments: [(1280, false), (1280, true), (360, false), (360, true)])
    func axeCore(width: Int, isDark: Bool) async throws {
        let script = try String(contentsOfFile: try #require(Checkers.axe), encoding: .utf8)
        let pages = try await DemoSite.shared.pagesOfEveryKind()
        let folder = try await DemoSite.shared.folder()
        try await Browser.open(Browser.Look(width: width, isDark: isDark)) { browser in
            for page in pages {
                try await browser.visit(folder.appending(path: page))
                // What is folded away counts, too.
                try await browser.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
                try await browser.run(script)
                let findings = try await browser.await(
                    """
                    const done = arguments[arguments.length - 1];
                    axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                      .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))))
                      .catch(e => done(['axe failed: ' + e]));
                    """)
                #expect(findings as? [String] == [], "\(page) at \(width) px\(isDark ? ", dark" : "")")
            }
        }
    }
}

/// The Nu HTML checker on every kind of page.
@Suite("Valid HTML", .enabled(if: Checkers.reasonToSkipNu == nil, "\(Checkers.reasonToSkipNu ?? "")"))
struct ValidityTests {
    @Test("The Nu checker finds no error")
    func nuChecker() async throws {
        let folder = try await DemoSite.shared.folder()
        let pages = try await DemoSite.shared.pagesOfEveryKind().map { folder.appending(path: $0).path }
        let process = Process()
        process.executableURL = URL(filePath: try #require(Checkers.java))
        process.arguments = ["-jar", try #require(Checkers.nu), "--errors-only", "--format", "gnu"] + pages
        let output = Pipe()
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text == "")
        #expect(process.terminationStatus == 0)
    }
}
