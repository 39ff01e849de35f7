import Glibc

/// What an export could not do: a code to branch on, and a sentence for a person that names the file.
package struct ExportError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// A file could not be created, written or put in its place.
        case cannotWrite
        /// Whoever read standard output has gone (`octo-site export | head`): nothing to complain about.
        case readerGone
        /// The privacy setting doesn't let this leave the store.
        case refused
        /// The rows did not come in the order they were promised in; writing on would lose some.
        case outOfOrder
        /// A file that an earlier run wrote isn't what it was.
        case unreadable
        /// An address stands in the output that must not.
        case leak
    }

    package var code: Code
    /// The file it is about, as the person would name it.
    package var file: String
    /// A whole sentence.
    package var message: String

    package init(_ code: Code, file: String, _ message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    package var description: String { message }

    /// The operating system's refusal, in its own words, with what to do.
    static func system(_ number: Int32, file: String) -> ExportError {
        if number == EPIPE {
            return ExportError(.readerGone, file: file, "Nobody reads \(file) any more.")
        }
        let remedy =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: "Make room on the disk and run it again."
            case EACCES, EPERM, EROFS: "Check who may write there, or choose another place with --output."
            case ENOENT, ENOTDIR: "Create the folder first, or choose another place with --output."
            case EISDIR: "It is a folder: name a file in it."
            default: "Nothing was put in its place."
            }
        let words = String(cString: strerror(number))
        return ExportError(.cannotWrite, file: file, "\(file) can't be written: \(words). \(remedy)")
    }
}
