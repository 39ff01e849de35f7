/// Why a message could not be handed to a server, in a clause for a person. It holds no password and no address of a recipient.
package struct MailError: Error, Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var message: String

    package init(host: String, message: String) {
        self.host = host
        self.message = message
    }

    package var description: String { "\(host): \(message)" }
}
