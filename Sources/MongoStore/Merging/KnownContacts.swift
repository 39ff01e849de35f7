import Engagement

/// Records that this process knows to be stored. In a full sync each contact occurs once in every campaign, and so is queried
/// only once. The number is bounded; a record that is dropped costs one more query.
struct KnownContacts: Sendable {
    private var fingerprints: Set<SIMD2<UInt64>> = []
    /// The records themselves, which new participants get copies of: fewer, as each takes about 700 bytes.
    private var records: [ContactID: EncodedContact] = [:]
    private static let limit = 200_000
    private static let recordLimit = 20_000

    func contains(_ contact: EncodedContact) -> Bool {
        !fingerprints.isEmpty && fingerprints.contains(contact.fingerprint)
    }

    /// The stored record of a contact, if it is remembered.
    subscript(id: ContactID) -> EncodedContact? { records[id] }

    /// - Parameter contacts: as they are stored.
    mutating func insert(_ contacts: some Sequence<EncodedContact>) {
        if fingerprints.count > Self.limit { fingerprints = [] }
        for contact in contacts where contact.isKnown {
            fingerprints.insert(contact.fingerprint)
            if records.count >= Self.recordLimit { records = [:] }
            records[contact.id] = contact
        }
    }

    mutating func remove(_ contact: EncodedContact) {
        fingerprints.remove(contact.fingerprint)
        records[contact.id] = nil
    }
}
