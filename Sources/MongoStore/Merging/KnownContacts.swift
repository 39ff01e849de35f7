/// Records that this process has found or made equal to what is stored. In a walk over everything each contact comes by
/// once a campaign, and is asked for once. Bounded: forgetting a record costs a query, and nothing else.
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
