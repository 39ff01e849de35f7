/// What is kept of a person who was forgotten: a keyed hash (HMAC-SHA-256, hexadecimal) of the address in lower case, or of a
/// contact id. The key is kept outside the store.
package struct Tombstone: Hashable, Sendable, Codable {
    package enum Subject: String, Sendable, Codable { case person, contact }
    package var subject: Subject
    package var hash: String

    package init(subject: Subject, hash: String) {
        self.subject = subject
        self.hash = hash
    }
}
