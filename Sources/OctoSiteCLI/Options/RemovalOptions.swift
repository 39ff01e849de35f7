import ArgumentParser

/// Options of commands that remove something.
struct RemovalOptions: ParsableArguments {
    @Flag(help: "Say what would be removed; remove nothing.")
    var dryRun = false

    @Flag(help: "Do not ask. Where no terminal is there to answer, nothing is asked.")
    var yes = false

    /// Asks the person on the terminal; says so if the answer is no.
    func isConfirmed(_ plan: String) async throws -> Bool {
        if try await Confirmation.isGiven("\(plan)\nGo on?", isAnswered: yes) { return true }
        StandardError.shared.write("Nothing was changed.\n")
        return false
    }
}
