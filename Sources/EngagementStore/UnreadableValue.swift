/// A stored value that this version of octo-site can't read: damaged, or written by something else.
package struct UnreadableValue: Error, Hashable, Sendable {
    /// The column or member.
    package var field: String
    /// The value as text, cut off at ``maximumLength`` characters.
    package var value: String
    /// What is wrong with the value, as a sentence; nil where the value itself shows it.
    package var reason: String?
    /// Table or collection, and key; nil until the code that knows them has added them.
    package var place: String?

    package static let maximumLength = 60

    package init(field: String, value: String, reason: String? = nil, place: String? = nil) {
        self.field = field
        self.value = value.count > Self.maximumLength ? value.prefix(Self.maximumLength) + "…" : value
        self.reason = reason
        self.place = place
    }

    /// What an error shows of a value that is not text.
    package static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
}
