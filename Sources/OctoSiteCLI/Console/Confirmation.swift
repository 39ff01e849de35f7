import Foundation

/// Asks a person before something is removed. Where nobody can be asked, because input or messages are no terminal, the command
/// goes on, as a script expects.
enum Confirmation {
    /// - Parameter question: ends with a question mark.
    /// - Returns: false for any answer but `y` and `yes`.
    static func isGiven(_ question: String, isAnswered: Bool) async throws -> Bool {
        guard !isAnswered, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return true }
        StandardError.shared.write("\(question) [y/N] ")
        let lines = AsyncStream<String> { lines in
            TypedLines.read {
                lines.yield($0)
            } onEnd: {
                lines.finish()
            }
        }
        let answer = await lines.first { _ in true } ?? ""
        try Task.checkCancellation()
        return ["y", "yes"].contains(answer.lowercased())
    }
}
