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

    /// The store's note that the published archive still shows somebody who was forgotten; whoever renders next makes it anew,
    /// also if what was to do so at once was killed.
    static let staleArchive = "stale_archive"

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
    func render(store: any EngagementStore, archive: Archive = .keep) async throws -> PublishReport {
        let archive = try await store.note(Self.staleArchive) == nil ? archive : .rewrite
        let measurements = try await MeasureJob(store: store, settings: settings).measure()
        let publisher = try Publisher(output: settings.output)
        if let obstacle = publisher.obstacle { console.warn("\(settings.output) is published file by file: \(obstacle).") }
        let files = try await export(measurements, from: store, into: publisher, archive: archive)
        try await writePages(measurements, files: files, store: store, into: publisher, archive: archive)
        try publisher.check()
        if settings.privacy != .full { try await checkLeaks(publisher, store: store) }
        try Task.checkCancellation()
        let report = try publisher.publish()
        if archive == .rewrite { try await store.saveNote(Self.staleArchive, nil) }
        say(report)
        return report
    }

    // MARK: CSVs

    private func export(
        _ measurements: Measurements, from store: any EngagementStore, into publisher: Publisher, archive: Archive
    ) async throws -> [ExportedFile] {
        let privacy = try settings.exportPrivacy()
        let exporter = Exporter(
            ExportSettings(
                campaigns: measurements.campaigns, fieldTags: try await store.fieldTags(), fieldAliases: settings.fieldAliases,
                privacy: privacy, asOf: measurements.run.number))
        let plan = DownloadPlan(
            campaigns: measurements.campaigns.filter { $0.campaign.status.hasReports }, run: measurements.run,
            previous: measurements.runs.lastFinished(before: measurements.run.number)?.number, privacy: privacy)
        var files = try await exporter.write(
            plan.participants, from: store.participants(ParticipantQuery(asOf: measurements.run.number)), excelTwins: true,
            locate: publisher.stage)
        files += try await exporter.write(
            plan.people, from: store.people(asOf: measurements.run.number, excluding: measurements.excluded),
            excelTwins: true, locate: publisher.stage)
        files += try await exportArchive(measurements, from: store, into: publisher, archive: archive)
        for file in files { try publisher.adopt(file.path, sha256: file.sha256) }
        let package = DataPackage(title: settings.title, created: measurements.generatedAt, files: files)
        try publisher.write(package.bytes, to: "datapackage.json")
        return files
    }

    /// The CSVs of earlier runs: those that are not published yet, or all of them where the archive is made anew.
    private func exportArchive(
        _ measurements: Measurements, from store: any EngagementStore, into publisher: Publisher, archive: Archive
    ) async throws -> [ExportedFile] {
        let (tags, privacy) = (try await store.fieldTags(), try settings.exportPrivacy())
        var files: [ExportedFile] = []
        for run in measurements.runs where run.state.isFinished && run.number < measurements.run.number {
            let previous = measurements.runs.lastFinished(before: run.number)?.number
            let plan = DownloadPlan(campaigns: [], run: run, previous: previous, privacy: privacy)
            let own = try plan.participants.filter { file in
                try file.path.hasPrefix("runs/") && (archive == .rewrite || publisher.liveFile(file.path) == nil)
            }
            guard !own.isEmpty else { continue }
            let exporter = Exporter(
                ExportSettings(
                    campaigns: measurements.campaigns, fieldTags: tags, fieldAliases: settings.fieldAliases, privacy: privacy,
                    asOf: run.number))
            let query = ParticipantQuery(filter: .engaged, asOf: run.number, since: previous)
            files += try await exporter.write(
                own, from: store.participants(query), excelTwins: true, locate: publisher.stage)
        }
        return files
    }

    private func checkLeaks(_ publisher: Publisher, store: any EngagementStore) async throws {
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
