package import Engagement

extension Counts {
    /// The gain between two states, or a whole without one of its parts.
    package static func - (left: Counts, right: Counts) -> Counts {
        Counts(
            participants: left.participants - right.participants, sent: left.sent - right.sent,
            opened: left.opened - right.opened, openedReported: left.openedReported - right.openedReported,
            clicked: left.clicked - right.clicked, engaged: left.engaged - right.engaged,
            bounced: left.bounced - right.bounced, complained: left.complained - right.complained,
            unsubscribed: left.unsubscribed - right.unsubscribed)
    }
}
