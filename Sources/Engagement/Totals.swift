/// How many participants of something are in each state. Unique contacts, never events.
public struct Counts: Hashable, Sendable, Codable {
    public var participants: Int
    public var sent: Int
    /// Reported as opened, or implied by a click.
    public var opened: Int
    /// Reported as opened by the provider itself: what is compared with its summary.
    public var openedReported: Int
    public var clicked: Int
    /// Opened or clicked.
    public var engaged: Int
    public var bounced: Int
    public var complained: Int
    public var unsubscribed: Int

    public init(
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

    /// Sent and not bounced.
    public var delivered: Int { max(0, sent - bounced) }

    /// The rows that the report of a kind itself lists: what reconciliation compares.
    public func reported(_ kind: ReportKind) -> Int {
        switch kind {
        case .sent: sent
        case .opened: openedReported
        case .clicked: clicked
        case .bounced: bounced
        case .complained: complained
        case .unsubscribed: unsubscribed
        }
    }

    public static func + (left: Counts, right: Counts) -> Counts {
        Counts(
            participants: left.participants + right.participants, sent: left.sent + right.sent,
            opened: left.opened + right.opened, openedReported: left.openedReported + right.openedReported,
            clicked: left.clicked + right.clicked, engaged: left.engaged + right.engaged,
            bounced: left.bounced + right.bounced, complained: left.complained + right.complained,
            unsubscribed: left.unsubscribed + right.unsubscribed)
    }
}

/// The account at the end of a run.
public struct Totals: Hashable, Sendable, Codable {
    public var campaigns: Int
    public var counts: Counts
    /// Distinct addresses, and distinct addresses that opened or clicked anything.
    public var people: Int
    public var engagedPeople: Int

    public init(campaigns: Int = 0, counts: Counts = Counts(), people: Int = 0, engagedPeople: Int = 0) {
        self.campaigns = campaigns
        self.counts = counts
        self.people = people
        self.engagedPeople = engagedPeople
    }
}
