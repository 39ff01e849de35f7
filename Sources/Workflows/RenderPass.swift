import Basics
import Engagement
import EngagementStore
import Exports
import Metrics
import Publishing
import Site
import Sync

/// One rendering of a site into a publisher's staging folder, and what its steps share.
struct RenderPass: Sendable {
    let store: any StoreReader
    let storeID: String?
    let options: RenderOptions
    let resources: Resources
    let measurements: Measurements
    let fieldTags: [FieldTag]
    let conflictingTags: Set<FieldTag>
    let publisher: Publisher
    let account: AccountMetrics
    private let pastCounts: PastCounts

    init(
        store: any StoreReader, storeID: String?, options: RenderOptions, resources: Resources, measurements: Measurements,
        fieldTags: [FieldTag], conflictingTags: Set<FieldTag>, publisher: Publisher
    ) {
        self.store = store
        self.storeID = storeID
        self.options = options
        self.resources = resources
        self.measurements = measurements
        self.fieldTags = fieldTags
        self.conflictingTags = conflictingTags
        self.publisher = publisher
        account = AccountMetrics(measurements)
        var known = [(measurements.run.number, measurements.counts)]
        if let previous = measurements.runs.lastFinished(before: measurements.run.number) {
            known.append((previous.number, measurements.previousCounts ?? [:]))
        }
        pastCounts = PastCounts(store, known: known)
    }

    /// Writes every file of the new site, and checks them all.
    func run(_ archive: RenderOptions.Archive) async throws {
        let renewed = try renewedRuns(archive)
        let changes = try await changes(of: measurements.run)
        let files = try await exportDownloads(changes)
        try await writePages(files, renewed: renewed) { run in
            let isShown = run.number == measurements.run.number
            let changes = isShown ? changes : try await self.changes(of: run)
            let reconciliation = try await store.reconciliation(of: run.number)
            let own = isShown ? files : try await exportChanges(changes)
            return RunDetail(changes, reconciliation: reconciliation, files: own)
        }
        try describe(files)
        try publisher.check()
        if options.rules.privacy != .full { try await checkLeaks() }
    }

    func changes(of run: Run) async throws -> RunChanges {
        let previous = measurements.runs.lastFinished(before: run.number)
        return try await RunChanges(from: previous, to: run, of: measurements.runs, in: store, counts: pastCounts)
    }

    func exporter() throws -> Exporter {
        try options.rules.exporter(
            of: measurements.campaigns, lists: measurements.lists, fieldTags: fieldTags,
            conflictingTags: conflictingTags)
    }

    /// Writes the CSVs of the run that is shown.
    private func exportDownloads(_ changes: RunChanges) async throws -> [ExportedFile] {
        let (run, privacy) = (measurements.run, try options.rules.exportPrivacy())
        let exporter = try exporter()
        let plan = DownloadPlan(
            campaigns: measurements.campaigns.filter(\.hasReports), recipients: recipientFiles, run: run,
            previous: changes.earlier?.number, privacy: privacy)
        let reading = PeopleReading(store, measurements)
        var files = try exportFigures()
        files += try await exporter.write(
            plan.participants, from: store.participants(ParticipantQuery(asOf: measurements.runs.asOf(run))),
            locate: publisher.stage)
        if privacy != .aggregates {
            files += try await changes.write(
                ChangePlan(run, since: changes.earlier?.number), gains: false, with: exporter, from: store,
                locate: publisher.stage)
        }
        files += try await exporter.write(
            plan.people, from: reading.people(), locate: publisher.stage)
        if privacy == .full { files += try await exportSegments(of: reading, with: exporter) }
        for file in files where file.scope != .run(run.id) { try publisher.adopt(file.path, sha256: file.sha256) }
        try adoptChanges(files.filter { $0.scope == .run(run.id) }, of: run)
        return files
    }

    /// Writes the figures of the pages as tables.
    private func exportFigures() throws -> [ExportedFile] {
        let tables = FigureTables(
            account, lists: measurements.lists, title: options.title, privacy: options.rules.privacy)
        return try tables.write(locate: publisher.stage)
    }

    private func exportSegments(of reading: PeopleReading, with exporter: Exporter) async throws -> [ExportedFile] {
        var files: [ExportedFile] = []
        for lists in measurements.lists.chunks(of: PeopleReading.listsAtOnce) {
            files += try await exporter.write(
                segmentsOf: lists, from: reading.segments(), status: reading.status, locate: publisher.stage)
        }
        return files
    }

    /// Of the newest campaigns; where opens (clicks) are not known, nobody can be listed by them.
    private var recipientFiles: [CampaignID: [RecipientFile]] {
        let newest = account.campaigns.suffix(RecipientFile.newestCampaigns)
        return Dictionary(uniqueKeysWithValues: newest.map { ($0.id, $0.knownRecipientFiles) })
    }

    private func checkLeaks() async throws {
        let forgotten = try await Secret.filter(for: store, secretFile: options.rules.secretFile)
        let places = LeakPlaces(campaigns: measurements.campaigns, lists: measurements.lists)
        try await LeakCheck(addresses: store.addresses(), isForgotten: forgotten.knows(address:), origin: places.sentence)
            .check(publisher.files)
    }
}
