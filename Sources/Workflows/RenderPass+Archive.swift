import Engagement
import Exports
import Metrics
import Publishing
import Site

/// The pages and CSVs of earlier runs.
extension RenderPass {
    /// The earlier runs whose page and CSVs are made in this pass; those of all others stay as they are published.
    func renewedRuns(_ archive: RenderOptions.Archive) throws -> [Run] {
        let all = try archive == .rewrite || publishedPrivacy() != options.siteOptions.privacy
        return try measurements.runs.filter { run in
            guard run.hasPage, run.number < measurements.run.number else { return false }
            let hasRows = run.state.isFinished && options.rules.privacy != .aggregates
            let rows = hasRows ? [SiteLayout.changes(.newlyEngaged, ofRun: run.id)] : []
            return try all || !(run.pageFiles + rows).allSatisfy(publisher.holds)
        }
    }

    /// The rule under which the published site's CSVs have left the store: where it has changed, none of them may stay.
    private func publishedPrivacy() throws -> SitePrivacy? {
        try publisher.liveFile(SiteLayout.totals).flatMap(SitePrivacy.init(totals:))
    }

    /// Writes the CSVs of an earlier run, and their description.
    func exportChanges(_ changes: RunChanges) async throws -> [ExportedFile] {
        let run = changes.later
        guard run.state.isFinished, options.rules.privacy != .aggregates else { return [] }
        let files = try await changes.write(
            ChangePlan(run, since: changes.earlier?.number), gains: true, with: try exporter(), from: store,
            locate: publisher.stage)
        try adoptChanges(files, of: run)
        return files
    }

    /// So many earlier runs have their CSVs in the site's data package, too; each has one of its own for ever.
    private static let describedRuns = 30

    /// Writes the site's data package: the CSVs of the run that is shown, and those of the runs before it.
    func describe(_ files: [ExportedFile]) throws {
        // The workbook is no table.
        var all = files.filter { !$0.columns.isEmpty }
        for run in measurements.runs.filter({ $0.hasPage && $0.number < measurements.run.number }).suffix(Self.describedRuns) {
            guard let package = try publisher.file(SiteLayout.dataPackage(ofRun: run.id)) else { continue }
            all += try DataPackage.files(in: package, scope: .run(run.id))
        }
        let package = DataPackage(title: options.title, created: measurements.generatedAt, files: all)
        try publisher.write(package.bytes, to: SiteLayout.dataPackage)
    }

    /// Adopts a run's CSVs, with a data package of their own, which stays with them when the site's is about a newer run.
    func adoptChanges(_ files: [ExportedFile], of run: Run) throws {
        for file in files { try publisher.adopt(file.path, sha256: file.sha256) }
        guard !files.isEmpty else { return }
        let package = DataPackage(
            name: "octo-site-run", title: "\(options.title): run \(run.number)", created: run.endedAt ?? run.startedAt,
            files: files, folder: DownloadScope.run(run.id).folder)
        try publisher.write(package.bytes, to: SiteLayout.dataPackage(ofRun: run.id))
    }
}

extension RunDetail {
    /// - Parameter files: the run's CSVs, perhaps among others.
    init(_ changes: RunChanges, reconciliation: AccountReconciliation?, files: [ExportedFile]) {
        let listings = changes.journal.listingCounts.mapValues { $0.values.reduce(0, +) }
        self.init(
            since: changes.earlier, before: changes.before, after: changes.after, reconciliation: reconciliation,
            vanished: listings[.vanished] ?? 0, returned: listings[.returned] ?? 0, wavered: listings[.wavered] ?? 0,
            changedAddresses: changes.addresses.count, changedContacts: changes.journal.replacedContacts.count,
            files: files.compactMap(DownloadEntry.init).filter { $0.scope == .run(changes.later.id) })
    }
}
