import Engagement
package import EngagementStore
import Exports
import Metrics
package import Publishing

/// Measures, renders and publishes what a store holds. Asks nothing of the provider.
package struct RenderWorkflow: Sendable {
    let store: any StoreWriter
    let options: RenderOptions
    let resources: Resources
    private let patience: Patience
    private let onEvent: @Sendable (Event) -> Void

    package enum Event: Sendable {
        /// A name in the settings matches nothing; a sentence.
        case unknownName(String)
        /// The output can't be exchanged in one step, for the reason given in a clause.
        case publishesInPlace(output: String, reason: String)
        /// The site did not say from which store it was made; from now on it says this one.
        case adoptedSite(output: String, store: String)
        case published(PublishResult, output: String)
    }

    package init(
        store: any StoreWriter, options: RenderOptions, resources: Resources,
        patience: Patience = .none, onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.store = store
        self.options = options
        self.resources = resources
        self.patience = patience
        self.onEvent = onEvent
    }

    /// Renders, holding the store's lease, so that nothing is taken back meanwhile, and the output. Whatever goes wrong, the
    /// site that is published stays as it is.
    package func run() async throws -> PublishResult {
        try await Lease.holding(store, patience) { try await publish(to: try await claim()).result }
    }

    /// An output that is claimed, and what is to become of the site in it.
    struct Claim: Sendable {
        var output: OutputClaim
        var keepsOldSite = false
        /// The site does not say yet from which store it was made.
        var adoptsSite = false
    }

    static let specialFiles = SpecialFiles(
        landmark: SiteLayout.totals, checksums: SiteLayout.checksums, notFoundPage: SiteLayout.notFoundPage)

    /// Claims the output before any work. The lease comes first, so that no two processes wait for each other.
    /// - Throws: ``WorkflowError`` with the code `otherArchive` if the site was made from another store; ``PublishingError`` if the
    ///   old site is to be kept and can't be.
    func claim() async throws -> Claim {
        let output = try await patience.waiting {
            try OutputClaim(output: options.output, special: Self.specialFiles)
        }
        guard options.otherArchive != .discarded else { return Claim(output: output) }
        do {
            let archive = try PublishedArchive(
                runs: try output.liveFile(SiteLayout.runs), totals: try output.liveFile(SiteLayout.totals), output: options.output
            )
            switch try await archive.relation(to: store) {
            case .own: return Claim(output: output)
            case .nameless: return Claim(output: output, adoptsSite: true)
            case .other(let difference): throw archive.refusal(difference, output: options.output, store: store.name)
            }
        } catch let error as WorkflowError where options.otherArchive == .kept && error.code == .otherArchive {
            try output.refuseKeepingSite()
            return Claim(output: output, keepsOldSite: true)
        }
    }

    /// Renders to an output that is claimed, unless that would change nothing. The lease must be held.
    /// - Returns: what publishing did, and what the pages say; nil where nothing had changed.
    func publish(to claim: Claim) async throws -> (result: PublishResult, account: AccountMetrics?) {
        let archive = try await store.note(.staleArchive) == nil ? options.archive : .rewrite
        let numbers = try await store.changeNumbers()
        let source = try await source(at: numbers)
        if archive == .keep, !claim.keepsOldSite, !claim.adoptsSite,
            let last = try await RenderedSite.last(at: claim.output, in: store, at: numbers), last.source == source,
            try claim.output.liveMark() == last.site
        {
            for sentence in last.unknownNames { onEvent(.unknownName(sentence)) }
            onEvent(.published(last.unchanged, output: options.output))
            return (last.unchanged, nil)
        }
        let (report, account, unknownNames, rows) = try await render(to: claim, archive, numbers)
        #if DEBUG
            try await checkRender(at: claim, numbers)
        #endif
        if archive == .rewrite { try await store.saveNote(.staleArchive, nil) }
        if let site = try claim.output.liveMark() {
            let rendered = RenderedSite(
                source: source, site: site, files: report.written + report.carried, keptFiles: report.kept,
                unknownNames: unknownNames, warnings: report.warnings)
            try await rendered.keep(at: claim.output, in: store, at: numbers)
            if let rows { try await PublishedRows(rows, of: claim.output)?.keep(at: claim.output, in: store, at: numbers) }
        }
        if claim.adoptsSite { onEvent(.adoptedSite(output: options.output, store: store.name)) }
        onEvent(.published(report, output: options.output))
        return (report, account)
    }

    /// What the pages say, without making them. The lease must be held.
    func account() async throws -> AccountMetrics { AccountMetrics(try await measurements(.keep, keeper: store)) }

    /// - Parameter keeper: nil uses nothing that was kept.
    func measurements(_ archive: RenderOptions.Archive, keeper: (any StoreWriter)?) async throws -> Measurements {
        var measurements = try await MeasureWorkflow(
            store: store, keeper: keeper, isAnew: archive == .rewrite, excluded: options.excluded, timeZone: options.timeZone
        ).run()
        let redacted = options.rules.redacted
        measurements.campaigns = measurements.campaigns.map { $0.published(without: redacted) }
        measurements.lists = measurements.lists.map { $0.published(without: redacted) }
        return measurements
    }

    /// - Returns: what publishing did, what the pages say, what was said about names in the settings, and where rows lie now.
    private func render(
        to claim: Claim, _ archive: RenderOptions.Archive, _ numbers: ChangeNumbers
    ) async throws -> (PublishResult, AccountMetrics, [String], RowIndex?) {
        // Read while everything is measured.
        async let tags = store.fieldTags()
        async let published = publishedRows(at: claim, archive)
        let measurements = try await measurements(archive, keeper: store)
        var publisher = try Publisher(claim.output)
        if let obstacle = publisher.obstacle { onEvent(.publishesInPlace(output: options.output, reason: obstacle)) }
        let fieldTags = try await tags
        let unknown = UnknownNames.sentences(
            options.rules, excluded: options.excluded, records: try await store.campaigns(), lists: try await store.lists(),
            fieldTags: fieldTags)
        for sentence in unknown { onEvent(.unknownName(sentence)) }
        let earlier = try await published
        let account: AccountMetrics
        let rows: RowIndex?
        do {
            (account, rows) = try await stage(measurements, fieldTags, in: publisher, archive, numbers, earlier)
        } catch let error as ExportError where error.code == .outdated {
            // Somebody has changed a published file, which shows only now: nothing is taken over from it.
            publisher.abandon()
            publisher = try Publisher(claim.output)
            (account, rows) = try await stage(measurements, fieldTags, in: publisher, archive, numbers, nil)
        }
        let date = claim.keepsOldSite ? String(Timestamp.now().iso8601.prefix(10)) : nil
        return (try publisher.publish(keepingOldSiteOf: date), account, unknown, rows)
    }

    /// Where whose rows lie in the CSVs of the published site; nil where none of them may be taken over.
    private func publishedRows(at claim: Claim, _ archive: RenderOptions.Archive) async throws -> RowIndex? {
        guard archive == .keep, !claim.keepsOldSite, !claim.adoptsSite else { return nil }
        return try await PublishedRows.last(at: claim.output, in: store)
    }

    /// Writes every file of a site.
    /// - Parameter earlier: where whose rows lie in the CSVs of the published site.
    /// - Returns: what the pages say, and where rows lie now.
    func stage(
        _ measurements: Measurements, _ fieldTags: [FieldTag], in publisher: Publisher, _ archive: RenderOptions.Archive,
        _ numbers: ChangeNumbers, _ earlier: RowIndex?
    ) async throws -> (AccountMetrics, RowIndex?) {
        let pass = RenderPass(
            store: store, storeID: try await store.storeID(), options: options, resources: resources, measurements: measurements,
            fieldTags: fieldTags, conflictingTags: try await store.conflictingTags(), publisher: publisher)
        let rows = try await pass.run(archive, numbers, earlier)
        try Task.checkCancellation()
        return (pass.account, rows)
    }
}
