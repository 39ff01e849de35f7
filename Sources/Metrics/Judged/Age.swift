package import Engagement

/// How old a campaign was when the run *began*: what had happened by then, every walk of the run has seen.
package struct Age: Hashable, Sendable {
    /// A campaign younger than 7 days is still coming in.
    package static let matureHours = 7 * 24
    /// Nothing is compared at a greater age than 30 days.
    package static let mostHours = 30 * 24

    /// From the sending to the start of the run, in full hours; 0 also where the campaign was sent while the run was under way.
    package let hours: Int

    package init(hours: Int) { self.hours = max(0, hours) }

    /// - Parameter start: of the run that is shown.
    package init(of sentAt: Timestamp, at start: Timestamp) {
        self.init(hours: Int(max(0, start.seconds - sentAt.seconds) / 3_600))
    }

    /// True from 7 days on.
    package var isMature: Bool { hours >= Self.matureHours }

    /// The age the campaign is compared at: full hours since sending, at most 720.
    package var comparing: Int { min(hours, Self.mostHours) }
}
