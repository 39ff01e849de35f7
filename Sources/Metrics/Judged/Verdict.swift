/// How one campaign's open (click) rate compares with what is usual at its age: the only “higher” and “lower” there is.
package struct Verdict: Hashable, Sendable {
    /// With fewer expected responses (the peers' median × delivered) and fewer own ones, there are too few to judge.
    package static let leastResponses = 5

    package let response: ResponseKind
    package let state: State
    /// The campaign's rate at its comparing age; nil where it is too early or not known.
    package let rate: Rate?
    /// What is usual at that age; nil with fewer than 10 peers, and where there is no rate.
    package let usual: UsualRange?
    /// How many campaigns it could be compared with, and which; nil where there is no rate.
    package let peers: Int?
    package let scope: Peers.Scope?
    /// Why it is not known.
    package let reason: UnknownReason?

    package enum State: String, Codable, Sendable, CaseIterable {
        /// Less than one full hour has passed.
        case tooEarly = "too_early"
        /// The rate, or the times it takes to compare it, are not known.
        case unknown
        /// Too few campaigns to compare with, or too few responses to judge by.
        case tooFew = "too_few"
        /// Outside of the usual range, and more than chance: the rate's 95 % ``WilsonInterval`` excludes the peers' median.
        case higher, lower
        /// Everything else.
        case usual
    }

    package var value: Double? { rate?.value }

    /// True where there are too few responses to judge by, though there are enough peers: then the count is shown.
    package var hasTooFewResponses: Bool { state == .tooFew && usual != nil }

    /// True where the rate lies outside of the usual range, but chance may have brought it there.
    package var isWithinChance: Bool {
        guard state == .usual, let value, let usual else { return false }
        return value < usual.low || value > usual.high
    }

    init(_ campaign: MeasuredCampaign, peers: Peers) {
        response = peers.response
        let obstacle = Self.obstacle(campaign, peers.response)
        guard obstacle == nil, let age = campaign.age, let rate = campaign.rate(peers.response, atAge: age.comparing),
            let value = rate.value, let interval = rate.interval
        else {
            (state, reason) = obstacle ?? (.unknown, .contradiction)
            (self.rate, usual, self.peers, scope) = (nil, nil, nil, nil)
            return
        }
        let usual = peers.usual(atAge: age.comparing)
        state = Self.state(rate, value, interval, usual)
        (self.rate, self.usual, self.peers, scope, reason) = (rate, usual, peers.campaigns.count, peers.scope, nil)
    }

    private static func state(
        _ rate: Rate, _ value: Double, _ interval: ClosedRange<Double>, _ usual: UsualRange?
    ) -> State {
        guard let usual else { return .tooFew }
        let expected = usual.median * Double(rate.denominator)
        if expected < Double(leastResponses), rate.numerator < leastResponses { return .tooFew }
        if value > usual.high, interval.lowerBound > usual.median { return .higher }
        if value < usual.low, interval.upperBound < usual.median { return .lower }
        return .usual
    }

    /// What keeps the campaign from having a rate at an age; nil for nothing.
    private static func obstacle(_ campaign: MeasuredCampaign, _ response: ResponseKind) -> (State, UnknownReason?)? {
        if campaign.isBeingSent { return (.unknown, .beingSent) }
        guard let age = campaign.age else { return (.unknown, .noSendingTime) }
        if age.hours < 1 { return (.tooEarly, nil) }
        if let reason = campaign.unknownReason(of: response) { return (.unknown, reason) }
        if campaign.isDoubtfulZero(response) { return (.unknown, .doubtfulZero(response)) }
        let measurement = campaign.measurement
        if !measurement.hasTimes(of: response) {
            let (untimed, all) = (measurement.untimed(response), measurement.count(of: response))
            return (.unknown, .withoutTimes(response, untimed: untimed, of: all))
        }
        return campaign.delivered == 0 ? (.unknown, .nothingDelivered) : nil
    }
}
