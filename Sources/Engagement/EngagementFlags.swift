/// The five flags of a participant, derived from ``FirstReported``.
package struct EngagementFlags: Hashable, Sendable, Codable {
    package var opened: Bool
    package var clicked: Bool
    package var bounced: Bool
    package var complained: Bool
    package var unsubscribed: Bool

    package init(
        opened: Bool = false, clicked: Bool = false, bounced: Bool = false, complained: Bool = false,
        unsubscribed: Bool = false
    ) {
        self.opened = opened
        self.clicked = clicked
        self.bounced = bounced
        self.complained = complained
        self.unsubscribed = unsubscribed
    }

    /// Opened or clicked.
    package var isEngaged: Bool { opened || clicked }

    package subscript(kind: ReportKind) -> Bool {
        switch kind {
        case .sent: true
        case .opened: opened
        case .clicked: clicked
        case .bounced: bounced
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }
}
