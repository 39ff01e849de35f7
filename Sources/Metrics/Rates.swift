package import Engagement

/// All rates of some counts: `rates[.open]`, or by name.
package struct Rates: Hashable, Sendable {
    package let counts: Counts

    package init(_ counts: Counts) { self.counts = counts }

    package subscript(kind: RateKind) -> Rate { kind.rate(of: counts) }

    package var open: Rate { self[.open] }
    package var click: Rate { self[.click] }
    package var clickToOpen: Rate { self[.clickToOpen] }
    package var engaged: Rate { self[.engaged] }
    package var unsubscribe: Rate { self[.unsubscribe] }
    package var complaint: Rate { self[.complaint] }
    package var bounce: Rate { self[.bounce] }
}
