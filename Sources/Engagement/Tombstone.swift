/// What is kept of somebody who was forgotten: a keyed hash (HMAC-SHA-256, hexadecimal) of an address in lower case or of
/// a contact id. The key lies outside the store.
public struct Tombstone: Hashable, Sendable, Codable {
    public enum Subject: String, Sendable, Codable { case person, contact }
    public var subject: Subject
    public var hash: String

    public init(subject: Subject, hash: String) {
        self.subject = subject
        self.hash = hash
    }
}
