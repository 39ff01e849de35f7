import Basics

/// Times as the provider writes them: `2026-11-01T06:00:00+00:00`, whole seconds, always UTC.
enum Date8601 {
    /// The day in UTC.
    static func day(_ seconds: Int64) -> String { CivilTime(secondsSinceEpoch: seconds).date.text }

    static func append(_ seconds: Int64, to bytes: inout [UInt8]) {
        CivilTime(secondsSinceEpoch: seconds).append(to: &bytes)
        bytes.append(contentsOf: "+00:00".utf8)
    }

    static func text(_ seconds: Int64) -> String { CivilTime(secondsSinceEpoch: seconds).iso8601 + "+00:00" }
}
