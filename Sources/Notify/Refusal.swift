/// An answer that says that a message was not taken.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var status: Int

    package var description: String { "\(host): It answered with status \(status)" }
}
