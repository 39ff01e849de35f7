import Foundation
import SiteSample
import TestSupport

/// The site of an invented account with known names, runs and numbers.
enum SampleSite {
    static let campaigns = 14

    private static let sample = Sample(
        campaigns: campaigns, runs: 6, contradictions: 2,
        names: ["<script>document.title='hacked'</script>", "عرض خاص", "Zebra"],
        excluded: ["campaign-2"])

    /// FNV-1a of “list-0”.
    private static let list = "dd7f95313543cfdc"
    /// FNV-1a of “survey”.
    private static let series = "5664ce05d0c30e07"

    /// One page of every kind, the heaviest first, as paths below the folder.
    static let pagesOfEveryKind = [
        "index.html", "campaigns/index.html", "campaigns/invitation-5-00000004/index.html", "months/index.html",
        "months/2026-11/index.html", "lists/index.html", "lists/\(list)/index.html", "runs/index.html",
        "runs/2026-11-23T020000Z/index.html", "compare/index.html", "people/index.html", "downloads/index.html",
        "audience/index.html", "data-check/index.html", "series/index.html", "series/\(series)/index.html",
        "methodology/index.html", "404.html",
    ]

    /// Writes the whole site into a folder for a body, which gets a URL that ends in a slash.
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        try await sample.withFolder(body)
    }
}

extension Sample {
    /// Writes the whole site into a folder for a body, which gets a URL that ends in a slash.
    func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { path in
            let folder = URL(filePath: path, directoryHint: .isDirectory)
            for (path, bytes) in try await pages() {
                let file = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: file)
            }
            return try await body(folder)
        }
    }
}
