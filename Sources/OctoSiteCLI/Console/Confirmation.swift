/// Asks a person before something is removed. Where nobody can be asked, because input or messages are no terminal, the command
/// goes on, as a script expects.
enum Confirmation {
    /// - Parameter question: ends with a question mark.
    /// - Returns: false for any answer but `y` and `yes`.
    static func isGiven(_ question: String, isAnswered: Bool) async throws -> Bool {
        guard !isAnswered, Dialogue.isPossible else { return true }
        var dialogue = Dialogue()
        let answer = try await dialogue.answer(to: "\(question) [y/N]") ?? ""
        return ["y", "yes"].contains(answer.lowercased())
    }
}
