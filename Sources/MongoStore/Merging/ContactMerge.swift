import Engagement

/// The contacts of a batch, joined with what is stored of them.
struct ContactMerge: Sendable {
    /// The records after the merge.
    private var records: [ContactID: EncodedContact] = [:]
    private var stored: [ContactID: EncodedContact] = [:]
    /// The contacts to write, in the order of the batch.
    private var changed: [ContactID] = []
    private var changedIDs: Set<ContactID> = []
    private(set) var changedCount = 0
    /// Stored contacts of which only the key is newer, unless their record is replaced after all.
    private var raisedIDs: Set<ContactID> = []

    init(stored: [EncodedContact]) { add(stored: stored) }

    mutating func add(stored added: [EncodedContact]) {
        for contact in added {
            stored[contact.id] = contact
            records[contact.id] = contact
        }
    }

    /// Joins a record. One that says nothing new only raises the key.
    mutating func join(_ contact: EncodedContact) {
        guard contact.isKnown else { return }
        if let current = records[contact.id] {
            if current.saysTheSame(as: contact) {
                guard let raised = current.raised(to: contact) else { return }
                records[contact.id] = raised
                if stored[contact.id] != nil { raisedIDs.insert(contact.id) }
                return
            }
            guard current.precedes(contact) else { return }
        }
        if changedIDs.insert(contact.id).inserted {
            changed.append(contact.id)
            changedCount += 1
        }
        records[contact.id] = contact
    }

    /// Adds contacts of which only the id is known, so that their participants are found when the record comes.
    mutating func addIDs(_ ids: [ContactID]) {
        for id in ids where records[id] == nil {
            records[id] = EncodedContact(id, nil)
            changed.append(id)
        }
    }

    func knows(_ id: ContactID) -> Bool { records[id] != nil }

    subscript(id: ContactID) -> EncodedContact? { records[id] }

    /// The stored records of the contacts in ``raised``.
    var raisedFrom: [EncodedContact] { raised.compactMap { stored[$0.id] } }

    /// Contacts that are not stored: no participant has a copy of them.
    var insertions: [BSONDocument] { changed.filter { stored[$0] == nil }.compactMap { records[$0]?.document } }

    /// Contacts whose participants have an old copy, or none.
    var replaced: [EncodedContact] { changed.filter { stored[$0] != nil }.compactMap { records[$0] } }

    /// Contacts of which only the key has become newer.
    var raised: [EncodedContact] { raisedIDs.subtracting(changedIDs).compactMap { records[$0] } }

    /// Those of ``raised`` whose stamp has changed, too: rows show it.
    var restamped: [ContactID] {
        raised.filter { !$0.hasStamp(of: stored[$0.id]) }.map(\.id)
    }

    /// The stored records of the contacts in ``replaced``.
    var old: [EncodedContact] { changed.compactMap { stored[$0] } }

    /// Contacts whose stored record a run has written itself, and which are replaced now.
    func rewritten(by run: RunNumber) -> [ContactID] {
        changed.filter { id in stored[id].map { $0.isKnown && $0.run == run } ?? false }
    }

    /// Puts a record back that the run has replaced and now met again: in the end the run changes nothing.
    mutating func putBack(_ old: Attributes, of id: ContactID) { records[id] = records[id]?.asBefore(old) }

    /// The replaced records of earlier runs.
    func journal(run: RunNumber) -> [JournalEntry.Change] {
        old.filter { $0.isKnown && $0.run < run }.map { .attributes($0.id, old: $0.attributes) }
    }

    /// Those of the given contacts whose given record and key are the ones after the merge.
    func unchanged(of contacts: [EncodedContact]) -> [EncodedContact] {
        contacts.filter { contact in
            records[contact.id].map { $0.saysTheSame(as: contact) && $0.hasKey(of: contact) } ?? false
        }
    }
}
