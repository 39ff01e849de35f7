import Engagement
import EngagementStore
import Exports
import Metrics
import Publishing

/// Reads everybody with the segments they are in: what was measured of people, and their contacts' records, in order of addresses.
struct PeopleReading: Sendable {
    /// How many lists' segments are written in one pass over the contacts: each has five files open.
    static let listsAtOnce = 10

    let status: StatusSource
    private let store: any StoreReader
    private let figures: PeopleFigures
    /// Nil where the run that is shown is the newest: then what is there is what it saw, and no journal has to be read.
    private let moment: RunNumber?
    /// The newest full run up to the one that is shown; nil if there was none.
    private let lastFull: RunNumber?

    init(_ store: any StoreReader, _ measurements: Measurements) {
        let run = measurements.run
        self.store = store
        figures = measurements.peopleFigures
        moment = measurements.runs.asOf(run)
        let asked = measurements.runs.filter { $0.number <= run.number && $0.state.isFinished && $0.api != Run.imported }
        lastFull = asked.last { $0.isFull && $0.coversAccount }?.number
        let newest = asked.last ?? run
        status = StatusSource(readAt: newest.startedAt, mayBeOutdated: newest.api == "v1.6")
    }

    /// A digest of all that decides the rows: where it is the same, they are.
    /// - Parameters:
    ///   - lists: those whose segments are written.
    ///   - changed: the newest change of any campaign's rows, and so of any record that is read.
    func mark(lists: [ContactList], changed: ChangeNumber) -> String {
        var mark = ContentMark()
        mark.add("\(changed) \(lastFull ?? 0)")
        for list in lists { mark.add(([list.id] + list.fieldTags).joined(separator: "\u{0}")) }
        figures.forEachPart { mark.add($0) }
        return mark.hexadecimal
    }

    /// Everybody who took part in a campaign that is not excluded: the same as ``StoreReader/people(asOf:excluding:)``, which goes
    /// through all participations.
    func people() -> RowBatches<PersonRow> {
        eachPerson { person, records, figures in [figures.row(of: person, records)] }
    }

    /// Those who are subscribed to a list, by the newest record there is of each, and are in a segment.
    func segments() -> RowBatches<SegmentRow> {
        eachPerson { [lastFull] _, records, figures in Self.segments(figures, records, lastFull) }
    }

    /// Both at once.
    func everybody() -> RowBatches<ExportedPerson> {
        eachPerson { [lastFull] person, records, figures in
            [ExportedPerson(figures.row(of: person, records), segments: Self.segments(figures, records, lastFull))]
        }
    }

    private static func segments(
        _ figures: PersonFigures, _ records: [ContactRecord], _ lastFull: RunNumber?
    ) -> [SegmentRow] {
        figures.memberships.compactMap { membership in
            guard let subscriber = membership.subscriber(among: records, lastFull: lastFull),
                let address = subscriber.emailAddress
            else { return nil }
            let row = SegmentRow(
                list: membership.list, address: address, fields: subscriber.fields ?? [:], segments: figures.segments)
            return row.isWritable ? row : nil
        }
    }

    /// - Parameter rows: of a person with these contacts.
    private func eachPerson<Row>(
        _ rows: @escaping @Sendable (Person, [ContactRecord], PersonFigures) -> [Row]
    ) -> RowBatches<Row> {
        let figures = figures
        return store.contactsByAddress(asOf: moment).grouped { $0.attributes?.person }.flatMap { contacts in
            guard let person = contacts[0].attributes?.person, let known = try figures.figures(of: person) else { return [] }
            return rows(person, contacts, known)
        }
    }
}
