package import Engagement

extension Participant {
    /// When the participant first opened or clicked, as far as the provider tells.
    ///
    /// A click implies an open, so an open's time is the earlier of `opened_at` and `clicked_at`; a click's is `clicked_at`.
    package func time(of response: ResponseKind) -> Timestamp? {
        let clicked = firstReported.isReported(.clicked) ? occurredAt[.clicked] : nil
        guard response == .open, firstReported.isReported(.opened), let opened = occurredAt[.opened] else { return clicked }
        return clicked.map { min($0, opened) } ?? opened
    }
}
