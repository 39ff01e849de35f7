/// The open (click) rate of several campaigns that can be compared with that of others: Σ ÷ Σ, of mature campaigns at 7 days of
/// age each.
///
/// Campaigns without known times are not mixed into that sum. Where none has times, the rate is the final one of the mature
/// campaigns, and says so.
package struct SettledRate: Hashable, Sendable {
    package let response: ResponseKind
    package let rate: Rate
    package let basis: Basis
    /// How many campaigns are in ``rate``.
    package let campaigns: Int
    /// Left out: still coming in (younger than 7 days, or being sent).
    package let comingIn: Int
    /// Left out: mature, but the rate is not known.
    package let unknown: Int
    /// Left out: mature, but without the times it takes.
    package let withoutTimes: Int

    package enum Basis: String, Sendable {
        /// Each campaign as it was 7 days after it was sent.
        case sevenDays
        /// As it stands.
        case final
    }

    /// - Parameter all: the campaigns of the group; excluded ones are left out and not counted.
    package init(_ response: ResponseKind, of all: some Sequence<MeasuredCampaign>) {
        let included = all.filter { !$0.isExcluded }
        let mature = included.filter { $0.isMature && !$0.isBeingSent }
        let known = mature.filter { $0.unknownReason(of: response) == nil }
        let aged = known.compactMap { $0.rateIn7Days(response) }
        let rates = aged.isEmpty ? known.compactMap { $0.finalRate(response) } : aged
        self.response = response
        basis = aged.isEmpty && !known.isEmpty ? .final : .sevenDays
        rate = rates.reduce(Rate(0, of: 0), +)
        campaigns = rates.count
        comingIn = included.count - mature.count
        unknown = mature.count - known.count
        withoutTimes = known.count - rates.count
    }

    package var value: Double? { rate.value }

    /// This rate less another one, −1…1; nil where one is not known, or where the two are not of the same basis.
    package func difference(to other: SettledRate) -> Double? {
        guard basis == other.basis, let value, let before = other.value else { return nil }
        return value - before
    }
}
