/// The axis along the bottom. The caller gives the ticks: hours or dates.
package struct HorizontalAxis: Hashable, Sendable {
    package var scale: Scale
    package var ticks: [Tick]
    /// What the axis measures; empty where the ticks say it.
    package var title: String

    package init(scale: Scale = .linear, ticks: [Tick], title: String = "") {
        self.scale = scale
        self.ticks = ticks
        self.title = title
    }

    package enum Scale: Hashable, Sendable {
        case linear
        /// For values above 0.
        case logarithmic

        func position(_ value: Double) -> Double { self == .linear ? value : Logarithm.base2(max(value, 1e-9)) }
    }

    package struct Tick: Hashable, Sendable {
        package var value: Double
        package var label: String
        /// True if a narrow screen hides it.
        package var isMinor: Bool

        package init(_ value: Double, _ label: String, isMinor: Bool = false) {
            self.value = value
            self.label = label
            self.isMinor = isMinor
        }
    }

    /// Hours since sending, on a logarithmic scale: most opens come early.
    package static func hoursSinceSending(upTo hours: Double) -> HorizontalAxis {
        let ticks: [Tick] = [
            Tick(1, "1 hour"), Tick(3, "3 h", isMinor: true), Tick(8, "8 h", isMinor: true), Tick(24, "1 day"),
            Tick(72, "3 days", isMinor: true), Tick(168, "7 days"), Tick(336, "14 d", isMinor: true), Tick(720, "30 days"),
        ]
        return HorizontalAxis(scale: .logarithmic, ticks: ticks.filter { $0.value <= hours }, title: "since sending")
    }
}
