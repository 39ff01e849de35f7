import Engagement
import EngagementStore
import Exports
import Foundation
import Metrics
import Publishing
import Site

/// Pages, and what becomes of those of earlier runs.
extension RenderJob {
    func writePages(
        _ measurements: Measurements, files: [ExportedFile], store: any EngagementStore, into publisher: Publisher,
        archive: Archive
    ) async throws {
        let library = try TemplateLibrary(
            builtIn: resources.templates, overrides: settings.templates.map { URL(filePath: $0, directoryHint: .isDirectory) })
        let builder = try SiteBuilder(
            report: AccountReport(measurements), downloads: files.map(DownloadEntry.init), templates: library,
            site: resources.site, options: settings.siteOptions, detail: { try await RunDetail(of: $0, in: store) })
        for planned in builder.pages {
            try Task.checkCancellation()
            if archive == .keep, !planned.keeps.isEmpty, try keep(planned.keeps, in: publisher) { continue }
            for page in try await planned.render() { try publisher.write(page.bytes, to: page.path) }
        }
    }

    /// Carries an earlier run's files over; false if any of them is missing from the site that is up.
    private func keep(_ paths: [String], in publisher: Publisher) throws -> Bool {
        try paths.allSatisfy { try publisher.keep($0) > 0 }
    }
}

extension DownloadEntry {
    init(_ file: ExportedFile) {
        self.init(
            path: file.path, description: file.description, rows: file.rows, bytes: file.bytes, sha256: file.sha256,
            twinOf: file.twinOf)
    }
}

extension Settings {
    /// Groups of fewer people than this are not told apart where privacy lets out aggregates only.
    private static let smallestPublishedGroup = 10

    var siteOptions: SiteOptions {
        SiteOptions(
            title: title, showsLinkQueries: privacy == .full,
            smallestGroup: privacy == .aggregates ? Self.smallestPublishedGroup : 0)
    }
}

extension RunDetail {
    /// What the store has kept of a run besides its counts.
    init(of run: Run, in store: any EngagementStore) async throws {
        self.init(reconciliation: try await store.reconciliation(of: run.number))
        for try await batch in store.journal(ofRun: run.number) {
            for entry in batch {
                switch entry.change {
                case .vanished: vanished += 1
                case .returned: returned += 1
                case .attributes(let id, let old):
                    changedContacts += 1
                    if let old, try await store.hasAnotherAddress(id, than: old) { changedAddresses += 1 }
                case .occurredAt, .campaign: break
                }
            }
        }
    }
}
