/// What kept a site from being rendered, in a sentence for a person.
public struct SiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, folder or page in question.
    public var path: String
    public var message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    public var description: String { message }
}
