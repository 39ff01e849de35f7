import Basics
import Engagement
import EngagementStore
import Exports
import Metrics

/// Finds out who of each list is in which segment, and reads their addresses and fields.
struct SegmentReading: Sendable {
    private static let batch = 500

    let status: StatusSource
    private let store: any StoreReader
    /// Nil where the run that is shown is the newest: then what is there is what it saw, and no journal has to be read.
    private let moment: RunNumber?
    private let candidates: [ListID: [SegmentMeasurer.Candidate]]
    /// The newest full run up to the one that is shown; nil if there was none.
    private let lastFull: RunNumber?

    /// Reads the participants once.
    init(_ store: any StoreReader, _ measurements: Measurements) async throws {
        let run = measurements.run
        var measurer = SegmentMeasurer(measurements.measuredCampaigns, end: measurements.generatedAt)
        let moment = measurements.runs.asOf(run)
        for try await batch in store.participants(ParticipantQuery(asOf: moment)) {
            try Task.checkCancellation()
            for row in batch { measurer.add(row) }
        }
        self.store = store
        self.moment = moment
        candidates = measurer.candidates()
        let asked = measurements.runs.filter { $0.number <= run.number && $0.state.isFinished && $0.api != Run.imported }
        lastFull = asked.last { $0.isFull && $0.coversAccount }?.number
        let newest = asked.last ?? run
        status = StatusSource(readAt: newest.startedAt, mayBeOutdated: newest.api == "v1.6")
    }

    private static func isSubscribed(_ status: String) -> Bool { status.lowercased() == "subscribed" }

    /// Those people of a list who are subscribed, by the newest record there is of each, in order of addresses.
    ///
    /// Left out are contacts of an unknown status, such as those deleted at EmailOctopus: a record that the last full run did not
    /// see any more says nothing about now.
    func rows(of list: ListID) -> RowBatches<SegmentRow> {
        let (store, moment, lastFull) = (store, moment, lastFull)
        let chunks = (candidates[list] ?? []).chunks(of: Self.batch)
        return RowBatches(after: Int.self) { last in
            let index = last.map { $0 + 1 } ?? 0
            guard index < chunks.count else { return ([], nil) }
            let records = try await store.contacts(chunks[index].flatMap(\.contacts), asOf: moment)
            let byID = records.reduce(into: [ContactID: Attributes]()) { $0[$1.id] = $1.attributes }
            let rows = chunks[index].compactMap { candidate -> SegmentRow? in
                let statuses = candidate.contacts.compactMap { byID[$0]?.status }
                let current = candidate.members.lazy.compactMap { byID[$0] }.first { attributes in
                    attributes.status != nil && attributes.key.generation >= lastFull ?? 0
                }
                guard let current, let address = current.emailAddress, statuses.allSatisfy(Self.isSubscribed) else { return nil }
                let row = SegmentRow(address: address, fields: current.fields ?? [:], segments: candidate.segments)
                return row.isWritable ? row : nil
            }
            return (rows, index)
        }
    }
}
