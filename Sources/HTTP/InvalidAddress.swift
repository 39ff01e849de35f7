/// What is wrong with an address: the end of a sentence that begins with where the address was given.
package struct InvalidAddress: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }

    package init(message: String) { self.message = message }
}
