/// Why a provider can't even be asked: a sentence about the key or the address that was given.
public struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var description: String { message }

    init(_ message: String) { self.message = message }
}
