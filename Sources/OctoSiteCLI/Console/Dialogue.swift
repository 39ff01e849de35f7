import Foundation

/// Questions on a terminal, and what a person answers.
struct Dialogue {
    private var answers: AsyncStream<String>.AsyncIterator

    /// Whether somebody is there to answer: input and messages are a terminal.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    init() {
        let lines = AsyncStream<String> { lines in
            TypedLines.read {
                lines.yield($0)
            } onEnd: {
                lines.finish()
            }
        }
        answers = lines.makeAsyncIterator()
    }

    func say(_ sentence: String) { StandardError.shared.write(sentence + "\n") }

    /// - Returns: without spaces at either end; nil where nothing more can come.
    /// - Throws: `CancellationError`.
    mutating func answer(to question: String) async throws -> String? {
        StandardError.shared.write("\(question) ")
        let answer = await answers.next()
        try Task.checkCancellation()
        return answer
    }

    /// The same, and the terminal does not show what is typed.
    mutating func hiddenAnswer(to question: String) async throws -> String? {
        var shown = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &shown) == 0 else { return try await answer(to: question) }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        hidden.c_lflag |= tcflag_t(ECHONL)
        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &hidden)
        defer { unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &shown) }
        return try await answer(to: question)
    }
}
