import Glibc

/// What the operating system did not do to a file or folder, and why. The caller adds what to do about it.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as it follows "can't be".
    package enum Action: String, Hashable, Sendable {
        case created, opened, read, written, locked, removed, dated
        case replaced = "put in place"
    }

    /// What callers tell apart to say what helps.
    package enum Reason: Hashable, Sendable {
        /// The disk or a quota is full, or a file may not grow further.
        case noSpace
        case notPermitted
        case readOnlyFileSystem
        case notFound
        case isFolder
        /// A part of the path that must be a folder is something else.
        case isNotFolder
        case exists
        /// A symbolic link is where none is followed.
        case isLink
        /// The other end of a pipe has been closed.
        case noReader
        /// Both paths are not on one file system.
        case otherDevice
        case other
    }

    /// `errno`
    package let number: Int32
    package let action: Action
    package let path: String

    package init(_ number: Int32, _ action: Action, _ path: String) {
        self.number = number
        self.action = action
        self.path = path
    }

    /// A disk without room for what is to be written.
    package static func noSpace(_ path: String) -> FileError { FileError(ENOSPC, .written, path) }

    /// The same refusal, of something else.
    package func naming(_ path: String, _ action: Action) -> FileError { FileError(number, action, path) }

    package var reason: Reason {
        switch number {
        case ENOSPC, EDQUOT, EFBIG: .noSpace
        case EACCES, EPERM: .notPermitted
        case EROFS: .readOnlyFileSystem
        case ENOENT: .notFound
        case EISDIR: .isFolder
        case ENOTDIR: .isNotFolder
        case EEXIST: .exists
        case ELOOP: .isLink
        case EPIPE: .noReader
        case EXDEV: .otherDevice
        default: .other
        }
    }

    /// The reason in words: the system's own, but for links, of which it only says that there are too many.
    package var words: String {
        reason == .isLink ? "It is a symbolic link" : unsafe String(cString: strerror(number))
    }

    /// `public/index.html can't be written: No space left on device.`
    package var description: String { "\(path) can't be \(action.rawValue): \(words)." }
}
