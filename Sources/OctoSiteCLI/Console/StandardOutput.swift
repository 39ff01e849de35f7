import Files

/// Standard output, to which results go. What can't be written is an error of the command: a report that a full disk cuts off is
/// none.
enum StandardOutput {
    /// A write that failed.
    struct Failure: Error, CustomStringConvertible {
        let cause: FileError

        /// True where the reader has all it wanted: `octo-site runs | head -1`.
        var isReaderGone: Bool { cause.reason == .noReader }

        var description: String { "\(cause) The output is not complete; what the command has done stays done." }
    }

    /// Writes lines of text for a person, without control characters and marks of direction.
    static func print(_ text: String) throws(Failure) { try write(text.withoutControls + "\n") }

    /// Writes text for a program as it is.
    static func write(_ text: String) throws(Failure) {
        do throws(FileError) {
            var file = try OpenFile.standardOutput()
            try file.write(Array(text.utf8)[...])
            try file.close()
        } catch {
            throw Failure(cause: error)
        }
    }
}
