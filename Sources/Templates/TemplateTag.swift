/// The name in a tag, and the line it is in, counted from 1.
struct TemplateTag: Hashable, Sendable {
    var name: String
    var line: Int
    /// How many sections are open around it.
    var depth = 0
}
