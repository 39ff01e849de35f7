import Engagement

extension StandardOutput {
    /// Writes one JSON value, for a program; control characters are escaped.
    static func write(_ json: JSON) throws(Failure) { try write(json.text(depth: 2).withEscapedControls) }
}
