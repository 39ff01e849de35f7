package import Engagement

/// All rates of one campaign, or of several together: `rates[.open]`, or by name. A rate that is not known has nothing to be
/// divided by; in a sum its campaign is left out of the numerator and the denominator.
package struct Rates: Hashable, Sendable {
    private var rates: [RateKind: Rate]

    /// - Parameter unknown: rates that are not known, whatever the counts say.
    package init(_ counts: Counts, unknown: Set<RateKind> = []) {
        let known = RateKind.allCases.filter { !unknown.contains($0) }
        rates = Dictionary(uniqueKeysWithValues: known.map { ($0, $0.rate(of: counts)) })
    }

    package subscript(kind: RateKind) -> Rate { rates[kind] ?? Rate(0, of: 0) }

    package var open: Rate { self[.open] }
    package var click: Rate { self[.click] }
    package var clickToOpen: Rate { self[.clickToOpen] }
    package var engaged: Rate { self[.engaged] }
    package var unsubscribe: Rate { self[.unsubscribe] }
    package var complaint: Rate { self[.complaint] }
    package var bounce: Rate { self[.bounce] }

    package static func + (left: Rates, right: Rates) -> Rates {
        var sum = left
        sum.rates.merge(right.rates, uniquingKeysWith: +)
        return sum
    }

    /// A whole without one of its parts.
    package static func - (left: Rates, right: Rates) -> Rates {
        var rest = left
        rest.rates.merge(right.rates, uniquingKeysWith: -)
        return rest
    }
}

extension Sequence<Rates> {
    /// Σ numerators ÷ Σ denominators, of each kind over the campaigns of which it is known.
    package func sum() -> Rates { reduce(Rates(Counts()), +) }
}
