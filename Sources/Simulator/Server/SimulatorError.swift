/// Why the simulated provider could not be started, in a sentence.
public struct SimulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
