/// Why a provider can't even be asked: a sentence about the key or the address that was given.
package struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }

    init(_ message: String) { self.message = message }
}
