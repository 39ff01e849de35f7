import Engagement
import Exports
import Foundation
import Metrics
import Publishing
import Site
import Templates

/// Pages, side by side.
extension RenderPass {
    /// - Parameters:
    ///   - files: the CSVs of the run that is shown.
    ///   - renewed: earlier runs whose pages are made, too.
    ///   - detail: of a run whose page is made; writes the CSVs of an earlier one.
    func writePages(
        _ files: [ExportedFile], renewed: [Run], detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) async throws {
        let library = try TemplateLibrary(builtIn: resources.templates, overrides: resources.overrides)
        var siteOptions = options.siteOptions
        siteOptions.storeID = storeID
        let builder = try SiteBuilder(
            account: self.account, downloads: files.compactMap(DownloadEntry.init), templates: library,
            site: resources.site, options: siteOptions, detail: detail)
        let made = Set(renewed.map(\.number))
        let archived = builder.pages.compactMap(\.archived)
        async let kept: Void = keepPages(of: archived.filter { !made.contains($0.number) })
        try await Self.atOnce(builder.pages.filter { $0.archived == nil }, write)
        // In order of the runs, as each page needs the counts of two of them.
        for planned in builder.pages where planned.archived.map({ made.contains($0.number) }) == true {
            try Task.checkCancellation()
            try await write(planned)
        }
        try await kept
    }

    /// Carries over the pages and CSVs of earlier runs, which have folders of their own: nothing else is written there meanwhile.
    private func keepPages(of runs: [Run]) throws {
        for run in runs {
            try Task.checkCancellation()
            for path in run.pagePlaces { try publisher.keep(path) }
        }
    }

    @Sendable private func write(_ planned: PlannedPage) async throws {
        for page in try await planned.render() { try publisher.write(page.bytes, to: page.path) }
    }

    /// On all cores: no page depends on another one.
    private static func atOnce(
        _ pages: [PlannedPage], _ write: @escaping @Sendable (PlannedPage) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = pages.makeIterator()
            func startNext() {
                guard let page = waiting.next() else { return }
                group.addTask { try await write(page) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { startNext() }
            while try await group.next() != nil {
                try Task.checkCancellation()
                startNext()
            }
        }
    }
}

extension DownloadEntry {
    /// Nil for a file that is not the site's.
    init?(_ file: ExportedFile) {
        guard let scope = file.scope else { return nil }
        self.init(
            path: file.path, scope: scope, description: file.description, rows: file.rows, bytes: file.bytes, sha256: file.sha256)
    }
}
