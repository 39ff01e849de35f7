package import Engagement
package import EngagementStore
package import Exports
import FoundationEssentials

/// Writes participants or people of a store to a file or to standard output.
package struct ExportWorkflow: Sendable {
    private let store: any StoreReader
    private let options: Options

    package struct Options: Sendable {
        package enum Row: String, CaseIterable, Sendable { case participant, person }

        package var row: Row
        package var filter: ParticipantQuery.Filter
        /// Only these; empty: all.
        package var campaigns: Set<CampaignID>
        /// Only those who came to match after this run: its id or number, or `latest`.
        package var since: String?
        /// As it was at the end of this run; nil: now.
        package var asOf: String?
        package var format: ExportFormat
        package var layout: ExportLayout
        package var hasByteOrderMark: Bool
        package var destination: ExportDestination
        package var rules: ExportRules
        /// Instead of all this, one segment of a list.
        package var segment: Segment?

        package struct Segment: Sendable {
            package var file: SegmentFile
            /// The list's id or name.
            package var list: String
            /// Campaigns that count for nobody.
            package var excluded: CampaignSelection

            package init(_ file: SegmentFile, list: String, excluded: CampaignSelection) {
                self.file = file
                self.list = list
                self.excluded = excluded
            }
        }

        package init(
            row: Row = .participant, filter: ParticipantQuery.Filter = .all, campaigns: Set<CampaignID> = [],
            since: String? = nil, asOf: String? = nil, format: ExportFormat = .csv, layout: ExportLayout = .standard,
            hasByteOrderMark: Bool = false, destination: ExportDestination, rules: ExportRules,
            segment: Segment? = nil
        ) {
            self.row = row
            self.filter = filter
            self.campaigns = campaigns
            self.since = since
            self.asOf = asOf
            self.format = format
            self.layout = layout
            self.hasByteOrderMark = hasByteOrderMark
            self.destination = destination
            self.rules = rules
            self.segment = segment
        }
    }

    package init(store: any StoreReader, options: Options) {
        self.store = store
        self.options = options
    }

    /// - Throws: ``WorkflowError`` for a campaign or run that the store does not know, and with the code `nothingThere` if no run
    ///   has ended yet.
    package func run() async throws -> ExportedFile {
        try await RunLookup.newestFinished(in: store)
        let records = try await store.campaigns()
        let known = Set(records.map(\.id))
        if let unknown = options.campaigns.sorted().first(where: { !known.contains($0) }) {
            throw WorkflowError(.badRequest, "The store knows no campaign \(unknown).")
        }
        let shown = try await number(of: options.asOf)
        let query = ParticipantQuery(
            filter: options.filter, campaignIDs: options.campaigns, asOf: shown, since: try await number(of: options.since))
        let exporter = try options.rules.exporter(
            of: records, lists: try await store.lists(), fieldTags: try await store.fieldTags(),
            conflictingTags: try await store.conflictingTags())
        if let segment = options.segment { return try await export(segment, with: exporter) }
        switch options.row {
        case .participant:
            return try await exporter.export(
                { store.participants(query, keeping: $0) }, as: options.format, layout: options.layout,
                byteOrderMark: options.hasByteOrderMark, to: options.destination)
        case .person:
            let chosen = try await PersonSet(in: store.participants(query))
            let people = store.people(asOf: shown, excluding: []).filter { chosen.contains($0.person) }
            return try await exporter.export(
                people, as: options.format, byteOrderMark: options.hasByteOrderMark, to: options.destination)
        }
    }

    private func export(_ segment: Options.Segment, with exporter: Exporter) async throws -> ExportedFile {
        let lists = try await store.lists()
        let named = lists.filter { $0.id == segment.list }
        let found = named.isEmpty ? lists.filter { $0.name == segment.list } : named
        guard found.count == 1 else {
            let known = lists.map { "“\($0.title)” (\($0.id))" }.joined(separator: ", ")
            throw WorkflowError(
                .badRequest,
                found.isEmpty
                    ? "The store knows no list “\(segment.list)”. It knows \(known.isEmpty ? "none" : known)."
                    : "Several lists are named “\(segment.list)”. Name one by its id: \(known).")
        }
        let measurements = try await MeasureWorkflow(store: store, excluded: segment.excluded, timeZone: .gmt).run()
        return try await exporter.export(
            segment.file, of: found[0], from: PeopleReading(store, measurements).segments(), to: options.destination)
    }

    private func number(of run: String?) async throws -> RunNumber? {
        guard let run else { return nil }
        return try await RunLookup.findEnd(of: run, in: store).number
    }
}
