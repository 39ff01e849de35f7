import FoundationEssentials

/// Gives changes their numbers.
package enum ChangeClock {
    /// The number of a change that is made now.
    /// - Parameter newest: the number of the newest change before it.
    package static func number(after newest: ChangeNumber) -> ChangeNumber { max(newest + 1, now) }

    /// The time in microseconds since 1970.
    package static var now: ChangeNumber { ChangeNumber(Date().timeIntervalSince1970 * 1_000_000) }
}
