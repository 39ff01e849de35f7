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
    }

    /// Writes every file of the new site, and checks them all.
    /// - Parameters:
    ///   - numbers: of the newest changes.
    ///   - earlier: where whose rows lie in the CSVs of the published site, if any of them may be taken over.
    /// - Returns: the same of the new site; nil where that can't be told.
    func run(
        _ archive: RenderOptions.Archive, _ numbers: ChangeNumbers, _ earlier: RowIndex?
    ) async throws -> RowIndex? {
        let renewed = try renewedRuns(archive)
        let changes = try await changes(of: measurements.run)
        let (files, rows) = try await exportDownloads(changes, numbers, earlier)
        try await writePages(files, renewed: renewed) { run in
            let isShown = run.number == measurements.run.number
            let changes = isShown ? changes : try await self.changes(of: run)
            // Of the run that is shown it was read for the measurements, if there is one.
            let isRead = isShown && measurements.reconciliation != AccountReconciliation()
            let reconciliation = isRead ? measurements.reconciliation : try await store.reconciliation(of: run.number)
            let own = isShown ? files : try await exportChanges(changes)
            return RunDetail(changes, reconciliation: reconciliation, files: own)
        }
        try describe(files)
        async let leaks: Void = checkLeaks()
        try publisher.check()
        try await leaks
        return rows
    }

    func changes(of run: Run) async throws -> RunChanges {
        let previous = measurements.runs.lastFinished(before: run.number)
        return try await RunChanges(
            from: previous, to: run, of: measurements.runs, in: store, counts: { measurements.counts(asOf: $0) })
    }

    func exporter() throws -> Exporter {
        try options.rules.exporter(
            of: measurements.campaigns, lists: measurements.lists, fieldTags: fieldTags,
            conflictingTags: conflictingTags)
    }

    /// Writes the CSVs of the run that is shown.
    private func exportDownloads(
        _ changes: RunChanges, _ numbers: ChangeNumbers, _ earlier: RowIndex?
    ) async throws -> ([ExportedFile], RowIndex?) {
        let (run, privacy) = (measurements.run, try options.rules.exportPrivacy())
        let exporter = try exporter()
        let plan = DownloadPlan(
            campaigns: measurements.campaigns.filter(\.hasReports), recipients: recipientFiles, run: run,
            previous: changes.earlier?.number, privacy: privacy)
        let reading = PeopleReading(store, measurements)
        // Side by side: the tables need no row of the store.
        async let figures = exportFigures()
        let participants = try await exportParticipants(plan.participants, numbers, earlier, with: exporter)
        var files = try await figures + participants.files
        var index = participants.index
        if privacy != .aggregates {
            files += try await changes.write(
                ChangePlan(run, since: changes.earlier?.number), gains: false, with: exporter, from: store,
                locate: publisher.stage)
        }
        files += try await exportPeople(plan.people, of: reading, numbers, earlier, with: exporter, &index)
        for file in files where file.scope != .run(run.id) && !publisher.isWhole(file.path) {
            try publisher.adopt(file.path, sha256: file.sha256)
        }
        try adoptChanges(files.filter { $0.scope == .run(run.id) }, of: run)
        return (files, index)
    }

    /// Writes the figures of the pages as tables.
    private func exportFigures() throws -> [ExportedFile] {
        let tables = FigureTables(
            account, lists: measurements.lists, title: options.title, privacy: options.rules.privacy)
        return try tables.write(locate: publisher.stage)
    }

    /// Writes the files of people and, where addresses are published, the segments of lists; or takes them over if each is as it was.
    /// - Parameter index: of the new site; nil where it can't be told what has changed.
    private func exportPeople(
        _ people: [PeopleFile], of reading: PeopleReading, _ numbers: ChangeNumbers, _ earlier: RowIndex?,
        with exporter: Exporter, _ index: inout RowIndex?
    ) async throws -> [ExportedFile] {
        let lists = options.rules.privacy == .full ? measurements.lists : []
        guard let known = index else { return try await exportPeople(people, lists, of: reading, unchanged: [:], with: exporter) }
        let paths =
            people.map(\.path) + lists.flatMap { list in SegmentFile.allCases.map { SiteLayout.segment($0, of: list.id) } }
        let mark = reading.mark(lists: lists, changed: numbers.rows)
        let unchanged = earlier.map { known.unchangedPeople(since: $0, mark: mark, in: paths) } ?? [:]
        for path in unchanged.keys { try publisher.keepFile(path) }
        let files = try await exportPeople(people, lists, of: reading, unchanged: unchanged, with: exporter)
        index?.people = PeopleIndex(mark: mark, files: files)
        return files
    }

    /// - Parameter unchanged: all of the files, or none.
    private func exportPeople(
        _ people: [PeopleFile], _ lists: [ContactList], of reading: PeopleReading, unchanged: [String: PeopleIndex.File],
        with exporter: Exporter
    ) async throws -> [ExportedFile] {
        guard options.rules.privacy == .full else {
            let rows = unchanged.isEmpty ? reading.people() : .empty
            return try await exporter.write(people, from: rows, unchanged: unchanged, locate: publisher.stage)
        }
        var files: [ExportedFile] = []
        let parts = lists.chunks(of: PeopleReading.listsAtOnce)
        for (index, lists) in (parts.isEmpty ? [[]] : parts).enumerated() {
            files += try await exporter.write(
                index == 0 ? people : [], segmentsOf: lists,
                from: unchanged.isEmpty ? reading.everybody() : .empty, status: reading.status,
                unchanged: unchanged, locate: publisher.stage)
        }
        return files
    }

    /// Of the newest campaigns; where opens (clicks) are not known, nobody can be listed by them.
    private var recipientFiles: [CampaignID: [RecipientFile]] {
        let newest = account.campaigns.suffix(RecipientFile.newestCampaigns)
        return Dictionary(uniqueKeysWithValues: newest.map { ($0.id, $0.knownRecipientFiles) })
    }

    /// Where addresses are published there are none to look for.
    private func checkLeaks() async throws {
        guard options.rules.privacy != .full else { return }
        let forgotten = try await Secret.filter(for: store, secretFile: options.rules.secretFile)
        let places = LeakPlaces(campaigns: measurements.campaigns, lists: measurements.lists)
        try await LeakCheck(addresses: store.addresses(), isForgotten: forgotten.knows(address:), origin: places.sentence)
            .check(publisher.files)
    }
}
