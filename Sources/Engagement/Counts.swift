/// How many participants of something are in each state. Unique contacts, never events.
package struct Counts: Hashable, Sendable, Codable {
    package var participants: Int
    package var sent: Int
    /// Reported as opened, or implied by a click.
    package var opened: Int
    /// Reported as opened by the provider itself: what is compared with its summary.
    package var openedReported: Int
    package var clicked: Int
    /// Opened or clicked.
    package var engaged: Int
    package var bounced: Int
    package var complained: Int
    package var unsubscribed: Int

    package init(
        participants: Int = 0, sent: Int = 0, opened: Int = 0, openedReported: Int = 0, clicked: Int = 0,
        engaged: Int = 0, bounced: Int = 0, complained: Int = 0, unsubscribed: Int = 0
    ) {
        self.participants = participants
        self.sent = sent
        self.opened = opened
        self.openedReported = openedReported
        self.clicked = clicked
        self.engaged = engaged
        self.bounced = bounced
        self.complained = complained
        self.unsubscribed = unsubscribed
    }

    /// Adds participants that the same reports list.
    package mutating func add(_ count: Int, _ reported: FirstReported) {
        guard !reported.isEmpty else { return }
        let flags = reported.engagement
        participants += count
        sent += reported.isReported(.sent) ? count : 0
        opened += flags.opened ? count : 0
        openedReported += reported.isReported(.opened) ? count : 0
        clicked += flags.clicked ? count : 0
        engaged += flags.isEngaged ? count : 0
        bounced += flags.bounced ? count : 0
        complained += flags.complained ? count : 0
        unsubscribed += flags.unsubscribed ? count : 0
    }

    /// Sent and not bounced.
    package var delivered: Int { max(0, sent - bounced) }

    /// The rows that the report of a kind itself lists: what reconciliation compares.
    package func reported(_ kind: ReportKind) -> Int {
        switch kind {
        case .sent: sent
        case .opened: openedReported
        case .clicked: clicked
        case .bounced: bounced
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }

    package static func + (left: Counts, right: Counts) -> Counts {
        Counts(
            participants: left.participants + right.participants, sent: left.sent + right.sent,
            opened: left.opened + right.opened, openedReported: left.openedReported + right.openedReported,
            clicked: left.clicked + right.clicked, engaged: left.engaged + right.engaged,
            bounced: left.bounced + right.bounced, complained: left.complained + right.complained,
            unsubscribed: left.unsubscribed + right.unsubscribed)
    }
}
