/// What kept a site from being rendered, in a sentence for a person.
package struct SiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, folder or page in question.
    package var path: String
    package var message: String

    package init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { message }
}
