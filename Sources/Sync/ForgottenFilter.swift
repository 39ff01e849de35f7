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
    package func knows(_ text: String) -> Bool { knows(contact: text, person: person(of: text)) }

    package func knows(contact id: ContactID, person: Person?) -> Bool { verdict(contact: id, address: person) != .unknown }

    /// Tells whether a row is about somebody who was forgotten.
    func verdict(contact id: ContactID, address: String?) -> Verdict {
        if tombstones.isEmpty { return .unknown }
        if tombstones.contains(tombstone(ofContact: id)) { return .knownByID }
        if let person = person(of: address), tombstones.contains(tombstone(ofPerson: person)) { return .knownByAddress }
        return .unknown
    }

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
