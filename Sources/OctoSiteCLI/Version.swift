import Workflows

enum Version {
    static let text = "1.0.0"

    /// What requests say they come from.
    static let userAgent = "octo-site/\(text)"

    /// With the commit, where it is noted: `1.0.0 (46fed7f)`.
    static var described: String { Resources.commit().map { "\(text) (\($0))" } ?? text }
}
