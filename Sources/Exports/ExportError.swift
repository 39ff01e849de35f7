import Files

/// Why something could not be exported: a code to branch on, and a sentence for a person that names the file.
package struct ExportError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// A file could not be created, written or put in its place.
        case cannotWrite
        /// The program that read standard output has ended (`octo-site export | head`): this is no failure.
        case readerGone
        /// The privacy setting does not let these rows leave the store.
        case refused
        /// The rows did not come in the promised order: going on would lose some.
        case outOfOrder
        /// A file could not be read, or is not what an earlier run wrote.
        case unreadable
        /// A published file whose rows were to be taken over is not as it was published.
        case outdated
        /// A file has the address of a contact, and must not.
        case leak
    }

    package var code: Code
    /// The file it is about, as the user named it.
    package var file: String
    /// A whole sentence.
    package var message: String

    package init(_ code: Code, file: String, _ message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    /// A refusal of the operating system, with what to do about it.
    ///
    /// - Parameter name: what the user calls the file.
    init(_ error: FileError, writing name: String) {
        if error.reason == .noReader {
            self.init(.readerGone, file: name, "Nobody reads \(name) any more.")
            return
        }
        let remedy =
            switch error.reason {
            case .noSpace: "Make room on the disk and run it again."
            case .notPermitted, .readOnlyFileSystem: "Check the permissions, or choose another place with --output."
            case .notFound, .isNotFolder: "Create the folder first, or choose another place with --output."
            case .isFolder: "It is a folder: name a file in it."
            default: "The file that was there has not been changed."
            }
        self.init(.cannotWrite, file: name, "\(name) can't be written: \(error.words). \(remedy)")
    }

    package var description: String { message }
}

/// Runs file operations. A refusal of the operating system becomes an ``ExportError``.
///
/// - Parameter name: what the user calls the file.
func explainingFileErrors<Value: ~Copyable>(
    _ name: String, _ body: () throws(FileError) -> Value
) throws(ExportError) -> Value {
    do throws(FileError) { return try body() } catch { throw ExportError(error, writing: name) }
}
