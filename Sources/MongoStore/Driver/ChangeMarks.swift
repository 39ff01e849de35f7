import Engagement
import EngagementStore
import Synchronization

/// Raises change numbers around writes: a lone server has no transactions, so what is about to change is marked before the write,
/// and again when the call of the store ends (``flush(on:)``). What is kept of measures is kept under the lease, and so by nobody
/// else meanwhile; if the process is killed in between, the first mark has made invalid what was kept before.
///
/// A connection tells from its writes what they change, as every write to participants carries the campaign. So no caller can
/// forget a mark. Before a write, each mark is made once until the numbers are read again.
final class ChangeMarks: Sendable {
    /// One number of ``ChangeNumbers``, as `octo_changes` keeps it.
    enum Mark: Hashable {
        case store, account
        /// All campaigns, also those that were never marked.
        case campaigns
        case campaign(CampaignID, Part)

        var id: String {
            switch self {
            case .store: "store"
            case .account: "account"
            case .campaigns: "campaigns"
            case .campaign(let id, _): Self.prefix + id
            }
        }

        /// What the ids of campaigns begin with.
        static let prefix = "campaign:"

        fileprivate func write(_ number: ChangeNumber) -> Write {
            let members: [String] =
                switch self {
                case .store, .account: ["number"]
                case .campaigns, .campaign(_, .participants): ["participants", "measures", "rows"]
                case .campaign(_, .measures): ["measures", "rows"]
                case .campaign(_, .rows): ["rows"]
                }
            return .update(
                filter: ["_id": .string(id)],
                update: ["$max": .document(BSONDocument(members.map { ($0, .int64(number)) }))], upsert: true)
        }
    }

    /// What of a campaign changes: the lowest of its numbers that is raised, with those above.
    enum Part {
        /// Status, fields or stamps of participants, by records that are journalled.
        case rows
        /// Their addresses, by the same.
        case measures
        /// Everything else.
        case participants
    }

    private struct State {
        /// The newest number; nil as long as it has not been read.
        var newest: ChangeNumber?
        /// Marked since the numbers were read last.
        var marked: Set<Mark> = []
        /// Changed since the last flush.
        var changed: Set<Mark> = []
    }

    private let state = Mutex(State())

    /// Marks what writes are about to change.
    func prepare(
        _ collection: Collection, _ writes: some Sequence<Write>, _ part: Part, on connection: MongoConnection
    ) async throws {
        try await prepare(Self.marks(of: collection, writes, part), on: connection)
    }

    /// Marks campaigns that are about to change by writes to other collections than their own.
    func change(_ part: Part, of campaigns: Set<CampaignID>, on connection: MongoConnection) async throws {
        try await prepare(Set(campaigns.map { .campaign($0, part) }), on: connection)
    }

    private func prepare(_ marks: Set<Mark>, on connection: MongoConnection) async throws {
        guard !marks.isEmpty else { return }
        let new = state.withLock { state in
            state.changed.formUnion(marks)
            return marks.subtracting(state.marked)
        }
        try await write(new, on: connection)
        state.withLock { $0.marked.formUnion(new) }
    }

    /// Marks what has changed, after the change.
    func flush(on connection: MongoConnection) async throws {
        let changed = state.withLock { $0.changed }
        try await write(changed, on: connection)
        state.withLock { $0.changed.subtract(changed) }
    }

    /// Has everything marked anew before it is written, as somebody has read the numbers.
    func renew() { state.withLock { $0.marked = [] } }

    /// The same, where another process may have written since.
    func forget() { state.withLock { ($0.marked, $0.newest) = ([], nil) } }

    private func write(_ marks: Set<Mark>, on connection: MongoConnection) async throws {
        guard !marks.isEmpty else { return }
        if state.withLock({ $0.newest == nil }) {
            let newest = try await Self.numbers(on: connection).store
            state.withLock { $0.newest = max($0.newest ?? 0, newest) }
        }
        let number = state.withLock { state in
            let number = ChangeClock.number(after: state.newest ?? 0)
            state.newest = number
            return number
        }
        try await connection.write(.changes, marks.map { $0.write(number) })
    }

    // MARK: - Reading

    static func numbers(on connection: MongoConnection) async throws -> ChangeNumbers {
        let documents = try await connection.find(.changes, [:]) { document throws(UnreadableValue) in
            let measures = try document.optional("measures", \.integer) ?? 0
            return (
                id: try document.required("_id", \.string), number: try document.optional("number", \.integer),
                campaign: ChangeNumbers.Campaign(
                    // An earlier version did not keep it.
                    participants: try document.optional("participants", \.integer) ?? measures, measures: measures,
                    rows: try document.optional("rows", \.integer) ?? 0)
            )
        }
        var numbers = ChangeNumbers()
        for document in documents {
            if document.id == Mark.account.id { numbers.account = document.number ?? 0 }
            if document.id.hasPrefix(Mark.prefix) {
                numbers.campaigns[String(document.id.dropFirst(Mark.prefix.count))] = document.campaign
            }
            numbers.store = max(numbers.store, document.number ?? 0, document.campaign.rows)
        }
        guard let every = documents.first(where: { $0.id == Mark.campaigns.id })?.campaign else { return numbers }
        numbers.everyCampaign = every
        numbers.campaigns = numbers.campaigns.mapValues {
            ChangeNumbers.Campaign(
                participants: max($0.participants, every.participants), measures: max($0.measures, every.measures),
                rows: max($0.rows, every.rows))
        }
        return numbers
    }

    // MARK: - What a write changes

    private static func marks(of collection: Collection, _ writes: some Sequence<Write>, _ part: Part) -> Set<Mark> {
        switch collection {
        case .control, .changes, .measures, .notifyMemory: return []
        case .participants, .campaigns: break
        case .lists, .listSizes, .notes, .accepted, .tombstones, .forgotten, .conflictingTags: return [.store, .account]
        case .runs, .contacts, .certificates, .walks, .journal, .reconciliations, .unkeyed: return [.store]
        }
        var marks: Set<Mark> = []
        var last: CampaignID?
        for write in writes {
            guard let campaign = write.campaign(in: collection) else {
                marks.insert(.campaigns)
                continue
            }
            // Writes of one campaign follow each other.
            if campaign != last { marks.insert(.campaign(campaign, part)) }
            last = campaign
        }
        if !marks.isEmpty { marks.insert(.store) }
        return marks
    }
}

extension Write {
    /// The campaign whose participants or record this changes; nil if it does not say so.
    fileprivate func campaign(in collection: Collection) -> CampaignID? {
        let document: BSONDocument =
            switch self {
            case .insert(let document): document
            case .update(let filter, _, _), .updateMany(let filter, _), .replace(let filter, _, _): filter
            case .delete(let filter), .deleteMany(let filter): filter
            }
        return document[collection == .participants ? "campaign_id" : "_id"]?.string
    }
}
