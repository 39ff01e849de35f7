import Engagement
import EngagementStore
import Exports
import Foundation
import Metrics
import Publishing
import Site

/// The second half of the flow, with everything picked: measure, render, publish. Asks nothing of the provider.
struct RenderJob: Sendable {
    let settings: Settings
    let console: Console
    let resources: Resources

    /// What becomes of the pages of earlier runs.
    enum Archive: Sendable {
        /// They stay as they are published; only those that are missing are made.
        case keep
        /// All are made anew, as somebody was forgotten or a template has changed.
        case rewrite
    }

    init(settings: Settings, console: Console) throws {
        self.settings = settings
        self.console = console
        resources = try Resources.find()
        if let templates = settings.templates, !FileManager.default.fileExists(atPath: templates) {
            throw UsageError("The templates' folder \(templates) (--templates) does not exist.")
        }
    }

    /// The folders whose files a render reads.
    var folders: [URL] { [resources.templates, resources.site] + (settings.templates.map { [URL(filePath: $0)] } ?? []) }

    func openAndRender(archive: Archive = .keep) async throws -> PublishReport {
        let store = try await StoreOpening.openExisting(settings.store)
        let report = try await render(store: store, archive: archive)
        await store.close()
        return report
    }

    /// Renders and publishes what the store holds. Whatever goes wrong, the site that is up stays.
    func render(store: any StoreWriter, archive: Archive = .keep) async throws -> PublishReport {
        let archive = try await store.note(.staleArchive) == nil ? archive : .rewrite
        let measurements = try await MeasureJob(store: store, settings: settings).measure()
        let publisher = try Publisher(
            output: settings.output,
            special: SpecialFiles(
                landmark: SiteLayout.totals, checksums: SiteLayout.checksums, notFoundPage: SiteLayout.notFoundPage))
        if let obstacle = publisher.obstacle { console.warn("\(settings.output) is published file by file: \(obstacle).") }
        let renewed = try renewedRuns(measurements, archive: archive, publisher: publisher)
        let past = Self.counts(measurements, in: store)
        let tags = try await store.fieldTags()
        let changes = try await changes(of: measurements.run, measurements, in: store, counts: past)
        let files = try await export(measurements, tags, changes: changes, from: store, into: publisher)
        try await writePages(measurements, files: files, into: publisher, renewed: renewed) { run in
            let isShown = run.number == measurements.run.number
            let changes = isShown ? changes : try await self.changes(of: run, measurements, in: store, counts: past)
            let reconciliation = try await store.reconciliation(of: run.number)
            let own = isShown ? files : try await exportChanges(changes, measurements, tags, from: store, into: publisher)
            return RunDetail(changes, reconciliation: reconciliation, files: own)
        }
        try describe(files, measurements, into: publisher)
        try publisher.check()
        if settings.privacy != .full { try await checkLeaks(publisher, store: store) }
        try Task.checkCancellation()
        let report = try publisher.publish()
        if archive == .rewrite { try await store.saveNote(.staleArchive, nil) }
        say(report)
        return report
    }

    // MARK: CSVs

    private static func counts(_ measurements: Measurements, in store: any StoreReader) -> PastCounts {
        var known = [(measurements.run.number, measurements.counts)]
        if let previous = measurements.runs.lastFinished(before: measurements.run.number) {
            known.append((previous.number, measurements.previousCounts ?? [:]))
        }
        return PastCounts(store, known: known)
    }

    private func export(
        _ measurements: Measurements, _ fieldTags: [FieldTag], changes: RunChanges, from store: any StoreReader,
        into publisher: Publisher
    ) async throws -> [ExportedFile] {
        let (run, privacy) = (measurements.run, try settings.exportPrivacy())
        let exporter = Exporter(try exportSettings(measurements, fieldTags, asOf: run))
        let plan = DownloadPlan(
            campaigns: measurements.campaigns.filter { $0.campaign.status.hasReports }, run: run,
            previous: changes.earlier?.number, privacy: privacy)
        var files = try await exporter.write(
            plan.participants, from: store.participants(ParticipantQuery(asOf: run.number)), excelTwins: true,
            locate: publisher.stage)
        if privacy != .aggregates {
            files += try await changes.write(
                ChangePlan(run, since: changes.earlier?.number), gains: false, with: exporter, from: store, excelTwins: true,
                locate: publisher.stage)
        }
        files += try await exporter.write(
            plan.people, from: store.people(asOf: run.number, excluding: measurements.excluded), excelTwins: true,
            locate: publisher.stage)
        let own = files.filter { $0.scope == .run(run.id) }
        for file in files where file.scope != .run(run.id) { try publisher.adopt(file.path, sha256: file.sha256) }
        try adoptChanges(own, of: run, into: publisher)
        return files
    }

    func exportSettings(_ measurements: Measurements, _ fieldTags: [FieldTag], asOf run: Run) throws -> ExportSettings {
        ExportSettings(
            campaigns: measurements.campaigns, fieldTags: fieldTags, fieldAliases: settings.fieldAliases,
            privacy: try settings.exportPrivacy(), asOf: run.number)
    }

    private func checkLeaks(_ publisher: Publisher, store: any StoreReader) async throws {
        let people = store.people(asOf: nil, excluding: [])
        try await LeakCheck(people: people).check(publisher.files)
    }

    private func say(_ report: PublishReport) {
        let how =
            switch report.mode {
            case .created: "Published"
            case .exchanged: "Published, exchanged in one step with the site before"
            case .renamed: "Published, renamed into place"
            case .inPlace(let reason): "Published file by file (\(reason))"
            case .unchanged: "Nothing has changed"
            }
        console.say(
            "\(how): \(settings.output), \(Format.count(report.written)) files written, \(Format.count(report.carried)) as "
                + "they were, \(Format.count(report.removed)) removed.")
        for warning in report.warnings { console.warn(warning) }
    }
}
