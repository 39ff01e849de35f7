/// The place at which a text stops being JSON, and why.
struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
    var offset: Int
    var reason: String

    var description: String { "\(reason), at byte \(offset)" }
}
