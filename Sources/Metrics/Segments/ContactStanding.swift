import Engagement

/// What the reports say of one contact that decides on its segments: the list it is a member of, and whether it may be mailed.
///
/// A contact is a member of one list. Which one, EmailOctopus' reports don't say: it is the list that all its campaigns have in
/// common. Where that is none, or several, the contact is a member of none here; and what it did counts against the person on
/// every list that any of its campaigns went to.
struct ContactStanding {
    /// A bounce younger than this keeps a person out of a list's segments.
    private static let bounceSeconds: Int64 = 180 * 86_400

    let contact: ContactHash
    /// True where it took part in a campaign that is not excluded.
    var isCounted = false
    /// The lists that all of its campaigns have in common; nil before the first.
    private var common: Set<ListID>?
    /// The lists that any of its campaigns went to.
    private(set) var all: Set<ListID> = []
    /// Those of the campaign that was added last: most campaigns of a contact went to the same.
    private var last: Set<ListID>?
    private var hasLeft = false
    private var bounces: [(at: Timestamp?, sentAt: Timestamp?)] = []
    private var lastDelivery: Timestamp?

    init(_ contact: ContactHash) { self.contact = contact }

    /// - Parameter lists: those that the campaign went to.
    mutating func add(_ participant: Participant, lists: Set<ListID>, sentAt: Timestamp?) {
        if lists != last {
            all.formUnion(lists)
            common = common?.intersection(lists) ?? lists
            last = lists
        }
        let reported = participant.firstReported
        if reported.isReported(.unsubscribed) || reported.isReported(.complained) { hasLeft = true }
        if reported.isReported(.bounced) {
            bounces.append((participant.occurredAt[.bounced], sentAt))
        } else if reported.isReported(.sent), let sentAt {
            lastDelivery = lastDelivery.map { max($0, sentAt) } ?? sentAt
        }
    }

    /// The one it is a member of; nil where that can't be told.
    var list: ListID? { common?.count == 1 ? common?.first : nil }

    /// True for a contact that ever unsubscribed or complained, to which a message bounced within 180 days, or hard. EmailOctopus'
    /// rows don't tell hard bounces from soft ones, so a bounce counts as hard until something gets through.
    func isBarred(at end: Timestamp) -> Bool {
        hasLeft
            || bounces.contains { bounce in
                guard let time = bounce.at ?? bounce.sentAt else { return true }
                if end.seconds - time.seconds < Self.bounceSeconds { return true }
                guard let sentAt = bounce.sentAt, let delivery = lastDelivery else { return true }
                return delivery <= sentAt
            }
    }
}
