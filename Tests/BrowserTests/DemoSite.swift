import Foundation
import TestSupport

/// A small demo site that the program itself makes once, for all browser tests. Like a real account it has hostile names.
actor DemoSite {
    static let shared = DemoSite()

    private static let root = FileManager.default.temporaryDirectory.appending(path: "octo-site-browser-tests-\(getpid())")

    private var made: Task<URL, any Error>?

    /// The folder of the published site. It is removed when the tests end.
    func folder() async throws -> URL {
        if let made { return try await made.value }
        let task = Task {
            try FileManager.default.createDirectory(at: Self.root, withIntermediateDirectories: true)
            atexit { try? FileManager.default.removeItem(at: DemoSite.root) }
            let result = try await Program.run(
                ["demo", "--campaigns", "12", "--participants", "2400", "--quiet"], in: Self.root.path)
            guard result.status == 0 else { throw BrowserError(message: "the demo failed: \(result.complaints)") }
            return Self.root.appending(path: "public")
        }
        made = task
        return try await task.value
    }

    /// One page of every kind, as paths below the folder.
    func pagesOfEveryKind() async throws -> [String] {
        let root = try await folder()
        func first(below path: String) throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path).sorted()
            let folder = names.first { !$0.contains(".") } ?? ""
            return "\(path)/\(folder)/index.html"
        }
        return [
            "index.html", "campaigns/index.html", try first(below: "campaigns"), "runs/index.html", try first(below: "runs"),
            "months/index.html", try first(below: "months"), "lists/index.html", try first(below: "lists"),
            "series/index.html", "compare/index.html", "audience/index.html", "people/index.html", "downloads/index.html",
            "data-check/index.html", "methodology/index.html", "404.html",
        ]
    }
}

/// Serves the demo site over HTTP for as long as the body runs.
func servingDemoSite<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = try await DemoSite.shared.folder()
    return try await Program.serving(
        ["--output", folder.path], in: folder.deletingLastPathComponent().path, body)
}
