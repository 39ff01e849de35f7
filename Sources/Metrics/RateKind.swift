package import Engagement

/// The rates, each with what it is divided by. All count unique contacts, never events.
package enum RateKind: String, CaseIterable, Sendable {
    case open, click, clickToOpen, engaged, unsubscribe, complaint, bounce

    /// What a rate is divided by.
    package enum Base: String, Sendable {
        case sent
        /// Sent − bounced.
        case delivered
        case opened
    }

    /// As a heading: “Open rate”.
    package var title: String {
        switch self {
        case .open: "Open rate"
        case .click: "Click rate"
        case .clickToOpen: "Click-to-open rate"
        case .engaged: "Engaged rate"
        case .unsubscribe: "Unsubscribe rate"
        case .complaint: "Complaint rate"
        case .bounce: "Bounce rate"
        }
    }

    /// What is counted: “opened” of “opened ÷ delivered”.
    package var numeratorName: String {
        switch self {
        case .open: "opened"
        case .click, .clickToOpen: "clicked"
        case .engaged: "opened or clicked"
        case .unsubscribe: "unsubscribed"
        case .complaint: "complained"
        case .bounce: "bounced"
        }
    }

    package var base: Base {
        switch self {
        case .open, .click, .engaged, .unsubscribe, .complaint: .delivered
        case .clickToOpen: .opened
        case .bounce: .sent
        }
    }

    /// “opened ÷ delivered”.
    package var formula: String { "\(numeratorName) ÷ \(base.rawValue)" }

    /// True where more is better.
    package var isGoodWhenHigh: Bool {
        switch self {
        case .open, .click, .clickToOpen, .engaged: true
        case .unsubscribe, .complaint, .bounce: false
        }
    }

    /// The reports whose rows it is made of.
    package var reports: [ReportKind] {
        switch self {
        case .open: [.sent, .bounced, .opened]
        case .click: [.sent, .bounced, .clicked]
        case .clickToOpen: [.opened, .clicked]
        case .engaged: [.sent, .bounced, .opened, .clicked]
        case .unsubscribe: [.sent, .bounced, .unsubscribed]
        case .complaint: [.sent, .bounced, .complained]
        case .bounce: [.sent, .bounced]
        }
    }

    package func rate(of counts: Counts) -> Rate {
        switch self {
        case .open: Rate(counts.opened, of: counts.delivered)
        case .click: Rate(counts.clicked, of: counts.delivered)
        case .clickToOpen: Rate(counts.clicked, of: counts.opened)
        case .engaged: Rate(counts.engaged, of: counts.delivered)
        case .unsubscribe: Rate(counts.unsubscribed, of: counts.delivered)
        case .complaint: Rate(counts.complained, of: counts.delivered)
        case .bounce: Rate(counts.bounced, of: counts.sent)
        }
    }
}
