import Crypto
public import Engagement

/// Knows again, by keyed hashes, whom `forget` has removed. Nobody else's address or id can be read out of it.
public struct ForgottenFilter: Sendable {
    private let key: SymmetricKey
    private let tombstones: Set<Tombstone>

    /// - Parameter key: at least 32 bytes, kept outside the store.
    public init(key: [UInt8], tombstones: Set<Tombstone>) {
        self.key = SymmetricKey(data: key)
        self.tombstones = tombstones
    }

    /// Knows nobody.
    public static let empty = ForgottenFilter(key: [UInt8](repeating: 0, count: 32), tombstones: [])

    public var isEmpty: Bool { tombstones.isEmpty }

    public func tombstone(ofContact id: ContactID) -> Tombstone { tombstone(.contact, of: id) }

    public func tombstone(ofPerson person: Person) -> Tombstone { tombstone(.person, of: person) }

    /// True if this id or address, in any case, belongs to somebody who was forgotten.
    public func knows(_ text: String) -> Bool { knows(contact: text, person: person(of: text)) }

    public func knows(contact id: ContactID, person: Person?) -> Bool { verdict(contact: id, address: person) != .unknown }

    /// Whether a row is about somebody who was forgotten: known by id, by address, or not at all.
    func verdict(contact id: ContactID, address: String?) -> Verdict {
        if tombstones.isEmpty { return .unknown }
        if tombstones.contains(tombstone(ofContact: id)) { return .knownByID }
        if let person = person(of: address), tombstones.contains(tombstone(ofPerson: person)) { return .knownByAddress }
        return .unknown
    }

    enum Verdict {
        case unknown, knownByID
        /// The person has come back under an id that has no tombstone yet.
        case knownByAddress
    }

    private func tombstone(_ subject: Tombstone.Subject, of text: String) -> Tombstone {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(subject.rawValue):\(text)".utf8), using: key)
        return Tombstone(subject: subject, hash: code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined())
    }
}
