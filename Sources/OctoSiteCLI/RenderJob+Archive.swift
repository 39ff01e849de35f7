import Engagement
import EngagementStore
import Exports
import Metrics
import Publishing
import Site

/// What becomes of the pages and CSVs of earlier runs.
extension RenderJob {
    /// The earlier runs whose page and CSVs are made in this render; those of all others stay as they are published.
    func renewedRuns(_ measurements: Measurements, archive: Archive, publisher: Publisher) throws -> [Run] {
        let all = try archive == .rewrite || publishedPrivacy(publisher) != settings.siteOptions.privacy
        return try measurements.runs.filter { run in
            guard run.hasPage, run.number < measurements.run.number else { return false }
            let hasRows = run.state.isFinished && settings.privacy != .aggregates
            let rows = hasRows ? [SiteLayout.changes(.newlyEngaged, ofRun: run.id)] : []
            return try all || !(run.pageFiles + rows).allSatisfy(publisher.holds)
        }
    }

    /// What let the CSVs of the site that is up leave the store: where that has changed, none of them may stay.
    private func publishedPrivacy(_ publisher: Publisher) throws -> SitePrivacy? {
        try publisher.liveFile(SiteLayout.totals).flatMap(SitePrivacy.init(totals:))
    }

    func changes(
        of run: Run, _ measurements: Measurements, in store: any StoreReader, counts: PastCounts
    ) async throws -> RunChanges {
        let previous = measurements.runs.lastFinished(before: run.number)
        return try await RunChanges(from: previous, to: run, of: measurements.runs, in: store, counts: counts)
    }

    /// Writes the CSVs of an earlier run, and their description.
    func exportChanges(
        _ changes: RunChanges, _ measurements: Measurements, _ fieldTags: [FieldTag], from store: any StoreReader,
        into publisher: Publisher
    ) async throws -> [ExportedFile] {
        let run = changes.later
        guard run.state.isFinished, settings.privacy != .aggregates else { return [] }
        let files = try await changes.write(
            ChangePlan(run, since: changes.earlier?.number), gains: true,
            with: Exporter(try exportSettings(measurements, fieldTags, asOf: run)), from: store, excelTwins: true,
            locate: publisher.stage)
        try adoptChanges(files, of: run, into: publisher)
        return files
    }

    /// So many earlier runs have their CSVs in the site's data package, too; each has one of its own for ever.
    private static let describedRuns = 30

    /// Writes the site's data package: the CSVs of the run that is shown, and those of the runs before it.
    func describe(_ files: [ExportedFile], _ measurements: Measurements, into publisher: Publisher) throws {
        var all = files
        for run in measurements.runs.filter({ $0.hasPage && $0.number < measurements.run.number }).suffix(Self.describedRuns) {
            guard let package = try publisher.file(SiteLayout.dataPackage(ofRun: run.id)) else { continue }
            all += try DataPackage.files(in: package, scope: .run(run.id))
        }
        let package = DataPackage(title: settings.title, created: measurements.generatedAt, files: all)
        try publisher.write(package.bytes, to: SiteLayout.dataPackage)
    }

    /// Takes in a run's CSVs, with a data package of their own, so that it stays with them when the site's is about a newer run.
    func adoptChanges(_ files: [ExportedFile], of run: Run, into publisher: Publisher) throws {
        for file in files { try publisher.adopt(file.path, sha256: file.sha256) }
        guard !files.isEmpty else { return }
        let package = DataPackage(
            name: "octo-site-run", title: "\(settings.title): run \(run.number)", created: run.endedAt ?? run.startedAt,
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
