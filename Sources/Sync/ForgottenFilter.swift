import Basics
import Crypto
package import Engagement

/// Recognizes, by keyed hashes, those whom `forget` has removed. It contains no address or id.
package struct ForgottenFilter: Sendable {
    private let key: SymmetricKey
    private let tombstones: Set<Tombstone>

    /// - Parameter key: at least 32 bytes, kept outside the store.
    package init(key: [UInt8], tombstones: Set<Tombstone>) {
        self.key = SymmetricKey(data: key)
        self.tombstones = tombstones
    }

    /// Recognizes nobody.
    package static let empty = ForgottenFilter(key: [UInt8](repeating: 0, count: 32), tombstones: [])

    package var isEmpty: Bool { tombstones.isEmpty }

    /// Identifies the key without revealing it. Kept in the store, it shows whether the tombstones were made with this key.
    package var keyMark: String { hash(of: "key") }

    package func tombstone(ofContact id: ContactID) -> Tombstone { tombstone(.contact, of: id) }

    package func tombstone(ofPerson person: Person) -> Tombstone { tombstone(.person, of: person) }

    /// True if this id or address, in upper or lower case, belongs to somebody who was forgotten.
    package func knows(_ text: String) -> Bool { knows(contact: text, address: text) }

    package func knows(contact id: ContactID, address: String?) -> Bool { verdict(contact: id, address: address) != .unknown }

    /// Tells whether a row is about somebody who was forgotten.
    func verdict(contact id: ContactID, address: String?) -> Verdict {
        if tombstones.isEmpty { return .unknown }
        if spellings(ofID: id).contains(where: { tombstones.contains(tombstone(ofContact: $0)) }) { return .knownByID }
        if let address, knows(address: address) { return .knownByAddress }
        return .unknown
    }

    /// True if the address, in any spelling, belongs to somebody who was forgotten.
    package func knows(address: String) -> Bool {
        if tombstones.isEmpty { return false }
        // The first release hashed the address as it came, in lower case.
        let asItCame = address.lowercased()
        let person = person(of: address) ?? asItCame
        return tombstones.contains(tombstone(ofPerson: person))
            || (!person.utf8.elementsEqual(asItCame.utf8) && tombstones.contains(tombstone(ofPerson: asItCame)))
    }

    /// Removes the addresses of people who were forgotten from texts that are not about them.
    package var redaction: Redaction { Redaction { knows(address: $0) } }

    /// The first release hashed ids as they came, which for UUIDs may be in upper case.
    private func spellings(ofID id: ContactID) -> Set<ContactID> { [id, canonicalID(id), id.uppercased()] }

    enum Verdict {
        case unknown, knownByID
        /// The person is back under an id that has no tombstone yet.
        case knownByAddress
    }

    private func tombstone(_ subject: Tombstone.Subject, of text: String) -> Tombstone {
        Tombstone(subject: subject, hash: hash(of: "\(subject.rawValue):\(text)"))
    }

    private func hash(of text: String) -> String {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)).hexadecimal
    }
}
