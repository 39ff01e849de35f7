/// The exit codes of a build that has published.
enum ExitCode {
    static let fine: Int32 = 0
    static let contradicts: Int32 = 3
}
