import Basics
package import Engagement

/// The audience at each month's end, now, and 30 days ago; and the people that a next step is about. Fed with people one by one,
/// in any order, so that memory doesn't grow with the account.
package struct Audience: Sendable {
    /// How far a campaign reaches: whoever was sent nothing for 180 days is no audience. In seconds.
    static let memory: Int64 = 180 * 86_400
    /// From so many mature campaigns with open tracking on, somebody who opened none is worth a thought.
    package static let silentCampaigns = 6

    /// At the end of each month from 180 days after the first campaign on: before, nobody could be lapsing or dormant.
    package private(set) var months: [AudiencePoint]
    package private(set) var now: AudiencePoint
    package private(set) var thirtyDaysAgo: AudiencePoint
    /// False where the history is shorter than 180 days at these moments.
    package let isNowDrawn: Bool
    package let isThirtyDaysAgoDrawn: Bool
    /// People who have not left and never opened or clicked anything, though at least 6 mature campaigns with open tracking reached
    /// them.
    package private(set) var silentPeople = 0
    /// Emails of those campaigns to them ÷ to everybody: what share of each mailing goes to them on average.
    package private(set) var silentEmails = Rate(0, of: 0)

    /// People who have not left and opened or clicked at least half of the last 10 campaigns sent to them, of at least 5.
    package private(set) var loyalPeople = 0
    package static let loyalCampaigns = 5

    /// - Parameters:
    ///   - campaigns: every campaign that is not excluded.
    ///   - end: the end of the run that is shown.
    package init(campaigns: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar) {
        let included = campaigns.filter { !$0.isExcluded }
        let first = included.compactMap(\.sentAt).min()
        let begin = first.map { Timestamp(seconds: $0.seconds + Self.memory) }
        let ago = Timestamp(seconds: end.seconds - 30 * 86_400)
        now = AudiencePoint(at: end, month: nil, campaigns: included)
        thirtyDaysAgo = AudiencePoint(at: ago, month: nil, campaigns: included)
        isNowDrawn = begin.map { $0 <= end } ?? false
        isThirtyDaysAgoDrawn = begin.map { $0 <= ago } ?? false
        months =
            begin.map { begin in
                calendar.monthEnds(from: begin, to: end).map { AudiencePoint(at: $1, month: $0, campaigns: included) }
            } ?? []
    }

    package mutating func add(_ person: PersonMeasurement) {
        for index in months.indices { months[index].add(person) }
        now.add(person)
        thirtyDaysAgo.add(person)
        let isSilent =
            person.isSilent && person.trackedReceived >= Self.silentCampaigns && !person.hadLeft(by: now.at)
        if isSilent { silentPeople += 1 }
        let isLoyal =
            person.recentReceived >= Self.loyalCampaigns && person.recentEngaged * 2 >= person.recentReceived
            && !person.hadLeft(by: now.at)
        if isLoyal { loyalPeople += 1 }
        silentEmails = silentEmails + Rate(isSilent ? person.trackedReceived : 0, of: person.trackedReceived)
    }

    package mutating func add(_ people: some Sequence<PersonMeasurement>) {
        for person in people { add(person) }
    }
}

extension LocalCalendar {
    /// The months whose last second lies between two moments, with that second.
    func monthEnds(from first: Timestamp, to last: Timestamp) -> [(CalendarMonth, Timestamp)] {
        var ends: [(CalendarMonth, Timestamp)] = []
        var current = month(of: first)
        while true {
            let next = CalendarMonth(year: current.month == 12 ? current.year + 1 : current.year, month: current.month % 12 + 1)
            let end = Timestamp(
                seconds: midnight(of: CivilDate(year: next.year, month: next.month, day: 1)).seconds - 1)
            if end > last { return ends }
            if end >= first { ends.append((current, end)) }
            current = next
        }
    }
}
