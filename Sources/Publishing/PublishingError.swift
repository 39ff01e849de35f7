import Files

/// Why a site could not be published: a code to branch on, and a sentence for a person that names the file or folder.
package struct PublishingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// Another run publishes to the same folder.
        case locked
        /// The output folder has files that octo-site did not make.
        case foreignFolder
        /// A file or folder could not be read, created, moved or removed.
        case fileSystem
        /// A path leads out of the site, or two pages have the same one.
        case badPath
        /// A link leads to no file of the site.
        case brokenLinks
    }

    package var code: Code
    package var path: String
    /// A whole sentence.
    package var message: String

    package init(_ code: Code, path: String, _ message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    /// A refusal of the operating system, with what to do about it.
    init(_ error: FileError) {
        let remedy =
            switch error.reason {
            case .noSpace: "Make room on the disk and run it again."
            case .notPermitted: "Give the user that runs octo-site write access, or choose another folder with --output."
            case .readOnlyFileSystem: "The file system is read-only: choose another folder with --output."
            case .isNotFolder, .exists: "A file is where a folder is needed: move it away, or choose another --output."
            default: "The live site has not been changed."
            }
        self.init(.fileSystem, path: error.path, "\(error) \(remedy)")
    }

    package var description: String { message }

    /// True if another run publishes to the same folder. Then nothing has failed.
    package var isLocked: Bool { code == .locked }
}

/// Runs file operations. A refusal of the operating system becomes a ``PublishingError``.
func explainingFileErrors<Value: ~Copyable>(
    _ body: () throws(FileError) -> Value
) throws(PublishingError) -> Value {
    do throws(FileError) { return try body() } catch { throw PublishingError(error) }
}
