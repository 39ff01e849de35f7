import Engagement

/// The contacts of a batch, joined with what is stored of them.
struct ContactMerge: Sendable {
    /// What stands after the merge.
    private var records: [ContactID: EncodedContact] = [:]
    private var stored: [ContactID: EncodedContact] = [:]
    /// The contacts to write, each once, in the order in which they came.
    private var changed: [ContactID] = []
    private var changedIDs: Set<ContactID> = []
    private(set) var changedCount = 0

    init(stored: [EncodedContact]) { add(stored: stored) }

    mutating func add(stored added: [EncodedContact]) {
        for contact in added {
            stored[contact.id] = contact
            records[contact.id] = contact
        }
    }

    /// Joins one record in. One that says nothing new is left out, and so are the number of its run and the write.
    mutating func join(_ contact: EncodedContact) {
        guard contact.isKnown else { return }
        if let standing = records[contact.id] {
            guard !standing.saysTheSame(as: contact), standing.precedes(contact) else { return }
        }
        if changedIDs.insert(contact.id).inserted {
            changed.append(contact.id)
            changedCount += 1
        }
        records[contact.id] = contact
    }

    /// Notes contacts of whom only the id is known, so that their participants are found once the record comes.
    mutating func addIDs(_ ids: [ContactID]) {
        for id in ids where records[id] == nil {
            records[id] = EncodedContact(id, nil)
            changed.append(id)
        }
    }

    func knows(_ id: ContactID) -> Bool { records[id] != nil }

    subscript(id: ContactID) -> EncodedContact? { records[id] }

    /// Contacts never seen before: no participant carries a copy of them.
    var insertions: [BSONDocument] { changed.filter { stored[$0] == nil }.compactMap { records[$0]?.document } }

    /// Contacts whose participants carry an old copy, or none.
    var replaced: [EncodedContact] { changed.filter { stored[$0] != nil }.compactMap { records[$0] } }

    /// What `replaced` replaces.
    var old: [EncodedContact] { changed.compactMap { stored[$0] } }

    /// The records of earlier runs that are replaced.
    func journal(run: RunNumber) -> [JournalEntry.Change] {
        old.filter { $0.isKnown && $0.run < run }.map { .attributes($0.id, old: $0.attributes) }
    }

    /// Those of the records that stand as they came.
    func standing(of contacts: [EncodedContact]) -> [EncodedContact] {
        contacts.filter { contact in records[contact.id]?.saysTheSame(as: contact) ?? false }
    }
}
