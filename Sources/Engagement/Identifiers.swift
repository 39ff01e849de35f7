/// The provider's id of one mailing; a UUID as text, kept in the provider's own spelling.
package typealias CampaignID = String

/// The provider's id of one membership of a list. One person on two lists has two.
package typealias ContactID = String

/// The provider's id of a list of contacts.
package typealias ListID = String

/// One execution of build or sync, counted 1, 2, 3 … and never used twice.
/// Run 0 stands for what a database held before octo-site took it over.
package typealias RunNumber = Int32

/// One person: an e-mail address in lower case (of any script, not only ASCII).
package typealias Person = String

/// The person behind an address, or nil where there is no address.
package func person(of address: String?) -> Person? {
    guard let address, !address.isEmpty else { return nil }
    return address.lowercased()
}

/// The mailbox provider behind a person's address: what follows the last `@`; empty where there is none.
package func mailDomain(of person: Person) -> String {
    person.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(person[person.utf8.index(after: $0)...]) } ?? ""
}
