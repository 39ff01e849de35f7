/// Thrown by a reader of responses when a body is not what was asked for and asking again may help: the body was cut short,
/// or a proxy sent a web page instead of JSON.
package struct UnreadableBody: Error, Hashable, Sendable {
    /// A sentence.
    package var reason: String

    package init(reason: String) { self.reason = reason }
}
