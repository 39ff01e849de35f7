/// Why no request can be sent: a sentence about the key or the address.
package struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }

    init(_ message: String) { self.message = message }
}
