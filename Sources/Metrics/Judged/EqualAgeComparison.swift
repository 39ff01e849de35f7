/// Two campaigns compared directly, at the greatest age that both have reached.
///
/// The difference is in points, with its 95 % interval after Newcombe (``RateDifference``): it is clear where the interval does
/// not hold 0. That is no verdict: neither campaign is called higher or lower than usual by it.
package struct EqualAgeComparison: Hashable, Sendable {
    package let response: ResponseKind
    /// Full hours since sending, at most 720.
    package let ageHours: Int
    package let first: Rate
    package let second: Rate
    /// First − second; nil where one of the two has nothing to be divided by.
    package let difference: RateDifference?

    /// Nil where one of the two rates is not known, has no times, or is not an hour old.
    package init?(_ first: MeasuredCampaign, _ second: MeasuredCampaign, _ response: ResponseKind) {
        guard let firstAge = first.age, let secondAge = second.age else { return nil }
        let hours = min(firstAge.comparing, secondAge.comparing)
        guard hours >= 1, let a = first.rate(response, atAge: hours), let b = second.rate(response, atAge: hours) else {
            return nil
        }
        self.response = response
        ageHours = hours
        self.first = a
        self.second = b
        difference = RateDifference(a, b)
    }

    /// True where chance alone would hardly bring the difference about.
    package var isClear: Bool { difference?.isClear ?? false }
}
