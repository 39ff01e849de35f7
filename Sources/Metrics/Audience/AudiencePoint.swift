package import Engagement

/// The audience at one moment: the people who were sent something in the 180 days before it and had not left by then, by how
/// long ago they opened or clicked anything.
package struct AudiencePoint: Hashable, Sendable {
    package let at: Timestamp
    /// The month that ended then; nil for another moment.
    package let month: CalendarMonth?
    /// Opened or clicked within 90 days, within 91 to 180 days, longer ago (or at a time the provider doesn't tell), never.
    package internal(set) var active = 0
    package internal(set) var lapsing = 0
    package internal(set) var dormant = 0
    package internal(set) var never = 0
    /// Opens without a time ÷ all opens, of the campaigns sent in the 180 days before.
    package let undated: Rate

    package var people: Int { active + lapsing + dormant + never }
    package var activeShare: Rate { Rate(active, of: people) }

    /// True where more than 10 % of those opens have no time: then some of the dormant may have been active. To be hatched.
    package var isUncertain: Bool { undated.numerator * 10 > undated.denominator }

    init(at moment: Timestamp, month: CalendarMonth?, campaigns: [MeasuredCampaign]) {
        at = moment
        self.month = month
        undated = campaigns.filter { campaign in
            campaign.sentAt.map { $0 <= moment && moment.seconds - $0.seconds < Audience.memory } ?? false
        }.reduce(Rate(0, of: 0)) { $0 + Rate($1.measurement.untimed(.open), of: $1.counts.opened) }
    }

    mutating func add(_ person: PersonMeasurement) {
        guard let sent = person.sent.newest(upTo: at), at.seconds - sent.seconds < Audience.memory, !person.hadLeft(by: at)
        else { return }
        switch person.engaged.newest(upTo: at).map({ at.seconds - $0.seconds }) {
        case let age? where age <= 90 * 86_400: active += 1
        case let age? where age <= 180 * 86_400: lapsing += 1
        case _?: dormant += 1
        case nil: if let undated = person.undatedSince, undated <= at { dormant += 1 } else { never += 1 }
        }
    }
}
