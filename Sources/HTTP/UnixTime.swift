import FoundationEssentials

/// The machine's wall clock.
package enum UnixTime {
    /// The time since 1970-01-01T00:00:00Z.
    package static func now() -> Duration { .seconds(Date.now.timeIntervalSince1970) }
}
