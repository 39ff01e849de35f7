/// Thrown by a reader of responses when a body is not what was asked for.
package struct UnreadableBody: Error, Hashable, Sendable {
    /// A sentence.
    package var reason: String
    /// True if the body is whole and says something else than it should; it is asked for once more only. Otherwise asking
    /// again may well help: the body was cut short, or a proxy sent a web page instead of JSON.
    package var isWhole: Bool

    package init(reason: String, isWhole: Bool = false) {
        self.reason = reason
        self.isWhole = isWhole
    }
}
