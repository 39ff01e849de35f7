/// The provider's id of a campaign; a UUID as text, in the spelling of ``canonicalID(_:)``, as all ids are.
///
/// Ids and ``Person`` are texts, not structures of their own: they are keys in SQL, BSON, JSON, CSV and hashes, and would have
/// to be unwrapped at each of these.
package typealias CampaignID = String

/// The provider's id of a contact, which is one membership of a list: a person on two lists has two ids.
package typealias ContactID = String

/// The provider's id of a list of contacts.
package typealias ListID = String

/// The number of a run: 1, 2, 3 …, never used twice. Run 0 stands for what a database held before octo-site adopted it.
package typealias RunNumber = Int32

/// A person: an e-mail address in lower case (of any script, not only ASCII) and in Unicode's composed form. ``person(of:)``
/// makes it.
package typealias Person = String

/// The person with an address; nil if there is no address.
package func person(of address: String?) -> Person? {
    guard var address else { return nil }
    // Nearly all are ASCII in lower case already.
    if !address.isEmpty, address.withUTF8({ $0.allSatisfy { 1...0x7F ~= $0 && !(65...90 ~= $0) } }) { return address }
    // Twice, as letters in lower case may compose where those in upper case did not.
    let person = normalizedText(normalizedText(address).lowercased())
    return person.isEmpty ? nil : person
}

/// The mailbox provider of a person: the part of the address behind the last `@`; empty if there is none.
package func mailDomain(of person: Person) -> String {
    person.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(person[person.utf8.index(after: $0)...]) } ?? ""
}
