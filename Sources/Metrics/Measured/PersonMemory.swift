import Engagement

/// What measuring rows needs of a contact's address, worked out once for all the rows that the contact has in a pass: about 80 bytes
/// each. Memory is bounded: once full, what is there stays. Ids that are no UUIDs are not remembered.
struct PersonMemory: Sendable {
    private let capacity: Int

    /// A person by the hash and the domain of the address.
    struct Entry {
        let hash: PersonHash
        let domain: String

        init(_ person: Person) { (hash, domain) = (PersonHash(person), mailDomain(of: person)) }
    }

    /// Nil for a contact without an address.
    private var entries: [ContactBits: Entry?] = [:]
    /// Rows of these need no record.
    let kept = KeptContacts(needsFields: false)

    /// - Parameter capacity: how many contacts are remembered.
    init(capacity: Int = 131_072) { self.capacity = capacity }

    /// Nil where no address is known.
    mutating func entry(of row: ParticipantRow) -> Entry? {
        let contact = row.participant.contactID
        guard let key = ContactBits(uuid: contact) else { return row.attributes?.person.map(Entry.init) }
        if let known = entries[key] { return known }
        let entry = row.attributes?.person.map(Entry.init)
        if entries.count < capacity {
            entries[key] = .some(entry)
            kept.insert(contact)
        }
        return entry
    }
}
