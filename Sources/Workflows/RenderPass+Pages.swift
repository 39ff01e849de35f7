import Engagement
import Exports
import Metrics
import Publishing
import Site
import Templates

/// Pages, one after the other.
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
        for planned in builder.pages {
            try Task.checkCancellation()
            if let run = planned.archived, !made.contains(run.number) {
                for path in run.pagePlaces { try publisher.keep(path) }
            } else {
                for page in try await planned.render() { try publisher.write(page.bytes, to: page.path) }
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
