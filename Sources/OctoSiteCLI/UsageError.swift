/// A mistake in flags, environment or configuration that only the person can correct.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
