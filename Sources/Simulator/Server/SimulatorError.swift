/// Why the simulated provider could not be started, in a sentence.
package struct SimulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
