import Basics
import Crypto
package import Engagement

/// Names for people that can only be made with a key: HMAC-SHA-256 (RFC 2104) of the address in lower case, as 64 hexadecimal
/// digits. The same key gives a person the same name in every campaign, file and run.
package struct Pseudonyms: Hashable, Sendable {
    private let key: [UInt8]

    /// - Parameter key: at least 16 random bytes, kept outside the store and the site: with it, anyone can try addresses.
    package init(key: [UInt8]) { self.key = key }

    /// The name of the person with this address; of a contact without a known address, that of its id.
    package func name(of address: String?, contact: ContactID) -> String {
        name(of: Engagement.person(of: address) ?? contact)
    }

    package func name(of person: Person) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        code.update(data: Array(person.utf8))
        return Array(code.finalize()).hexadecimal
    }
}
