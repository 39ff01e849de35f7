import Glibc

/// Why a site could not be published: a code to branch on, and a sentence for a person that names the file or folder.
package struct PublishingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// Another run publishes to the same folder.
        case locked
        /// The output folder holds something that octo-site has not made.
        case foreignFolder
        /// A file or folder could not be read, created, moved or removed.
        case fileSystem
        /// A path that would leave the site, or that two pages claim.
        case badPath
        /// A link leads nowhere.
        case brokenLinks
        /// A page weighs more than a page may.
        case tooHeavy
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

    package var description: String { message }

    /// True if another run publishes to the same folder, which is no failure of this one's.
    package var isLocked: Bool { code == .locked }

    /// What the operating system would not do, in its own words, with what to do about it.
    static func system(_ number: Int32, cannot action: String, _ path: String) -> PublishingError {
        let remedy =
            switch number {
            case ENOSPC, EDQUOT: "Make room on the disk and run it again."
            case EACCES, EPERM: "Let the user who runs octo-site write there, or choose another folder with --output."
            case EROFS: "The file system is read-only: choose another folder with --output."
            case ENOTDIR, EEXIST: "A file stands where a folder is needed: move it away, or choose another --output."
            default: "The site that is up stays as it is."
            }
        let words = unsafe String(cString: strerror(number))
        return PublishingError(.fileSystem, path: path, "\(path) can't be \(action): \(words). \(remedy)")
    }
}
