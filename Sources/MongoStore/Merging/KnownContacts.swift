/// Records that this process knows to be stored. In a full sync each contact occurs once in every campaign, and so is queried
/// only once. The number is bounded; a record that is dropped costs one more query.
struct KnownContacts: Sendable {
    private var fingerprints: Set<SIMD2<UInt64>> = []
    private static let limit = 200_000

    func contains(_ contact: EncodedContact) -> Bool {
        !fingerprints.isEmpty && fingerprints.contains(contact.fingerprint)
    }

    mutating func insert(_ contacts: some Sequence<EncodedContact>) {
        if fingerprints.count > Self.limit { fingerprints = [] }
        for contact in contacts where contact.isKnown { fingerprints.insert(contact.fingerprint) }
    }

    mutating func remove(_ contact: EncodedContact) { fingerprints.remove(contact.fingerprint) }
}
