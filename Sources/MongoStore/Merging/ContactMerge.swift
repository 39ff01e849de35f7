import Engagement

/// The contacts of a batch, joined with what is stored of them.
struct ContactMerge: Sendable {
    /// What stands after the merge; nil inside for a contact of whom only the id is known.
    private var records: [ContactID: Attributes?] = [:]
    private var stored: [ContactID: Attributes?] = [:]
    /// The contacts to write, each once, in the order in which they came.
    private var changed: [ContactID] = []
    private(set) var changedCount = 0

    init(stored: [ContactRecord]) { add(stored: stored) }

    mutating func add(stored added: [ContactRecord]) {
        for record in added {
            stored[record.id] = .some(record.attributes)
            records[record.id] = .some(record.attributes)
        }
    }

    /// Joins one record in. One that says nothing new is left out, and so are the number of its run and the write.
    mutating func join(_ record: ContactRecord) {
        guard let attributes = record.attributes else { return }
        if case .some(.some(let standing)) = records[record.id],
            standing.saysTheSame(as: attributes) || !standing.precedes(attributes)
        {
            return
        }
        if records[record.id].flatMap(\.self) == stored[record.id].flatMap(\.self) {
            changed.append(record.id)
            changedCount += 1
        }
        records[record.id] = .some(attributes)
    }

    /// Notes contacts of whom only the id is known, so that their participants are found once the record comes.
    mutating func addIDs(_ ids: [ContactID]) {
        for id in ids where records[id] == nil {
            records[id] = .some(nil)
            changed.append(id)
        }
    }

    func knows(_ id: ContactID) -> Bool { records[id] != nil }

    func record(of id: ContactID) -> Attributes? { records[id].flatMap(\.self) }

    /// Contacts never seen before: no participant carries a copy of them.
    var insertions: [BSONDocument] {
        changed.filter { stored[$0] == nil }.map { ContactDocument.encode($0, record(of: $0)) }
    }

    /// Contacts whose participants carry an old copy, or none.
    var replaced: [(ContactID, Attributes?)] {
        changed.filter { stored[$0] != nil }.map { ($0, record(of: $0)) }
    }

    /// The records of earlier runs that are replaced.
    func journal(run: RunNumber) -> [JournalEntry.Change] {
        changed.compactMap { id in
            guard let old = stored[id].flatMap(\.self), old.run < run else { return nil }
            return .attributes(id, old: old)
        }
    }
}
