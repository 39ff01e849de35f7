/// Why a file or folder that comes with octo-site, or that a person gave, can't be read.
package struct ResourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file or folder.
    package var path: String
    /// In a sentence for a person.
    package var message: String

    package var description: String { message }
}
