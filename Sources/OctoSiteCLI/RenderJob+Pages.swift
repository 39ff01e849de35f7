import Engagement
import EngagementStore
import Exports
import Foundation
import Metrics
import Publishing
import Site
import Templates

/// Pages, one after the other.
extension RenderJob {
    /// - Parameters:
    ///   - renewed: earlier runs whose pages are made, too.
    ///   - detail: of a run whose page is made; writes the CSVs of an earlier one.
    func writePages(
        _ measurements: Measurements, files: [ExportedFile], into publisher: Publisher, renewed: [Run],
        detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) async throws {
        let library = try TemplateLibrary(
            builtIn: resources.templates, overrides: settings.templates.map { URL(filePath: $0, directoryHint: .isDirectory) })
        let builder = try SiteBuilder(
            account: AccountMetrics(measurements), downloads: files.compactMap(DownloadEntry.init), templates: library,
            site: resources.site, options: settings.siteOptions, detail: detail)
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
            path: file.path, scope: scope, description: file.description, rows: file.rows, bytes: file.bytes, sha256: file.sha256,
            twinOf: file.twinOf)
    }
}

extension Settings {
    /// Groups of fewer people than this are not told apart where privacy lets out aggregates only.
    private static let smallestPublishedGroup = 10

    var siteOptions: SiteOptions {
        SiteOptions(
            title: title, showsLinkQueries: privacy == .full,
            smallestGroup: privacy == .aggregates ? Self.smallestPublishedGroup : 0,
            address: siteURL,
            privacy: SitePrivacy(level: privacy, publishedFields: privacy == .pseudonyms ? publishedFields : []))
    }
}
