enum Version {
    static let text = "1.0.0"

    /// What requests say they come from.
    static let userAgent = "octo-site/\(text)"
}
