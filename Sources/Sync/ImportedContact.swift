import Basics
import Crypto
package import Engagement

/// The id of a contact that is known only from the old scripts' files, which have addresses and no ids: `imported-` and a hash
/// of the address in lower case. The same address gives the same id in every file and every import, and no id of the
/// provider looks like it.
package enum ImportedContact {
    private static let prefix = "imported-"

    package static func id(of person: Person) -> ContactID {
        prefix + Array(SHA256.hash(data: Array(person.utf8)).prefix(16)).hexadecimal
    }

    package static func isID(_ contact: ContactID) -> Bool { contact.hasPrefix(prefix) }
}
