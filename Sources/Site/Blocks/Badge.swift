import Engagement
import Metrics

/// A word of state, in a colour that says how bad it is. The colour never says it alone.
struct Badge: Hashable, Sendable {
    /// How bad a state is; worse is higher.
    enum Tone: String, Sendable {
        case good, calm, warn, bad

        var rank: Int {
            switch self {
            case .good: 0
            case .calm: 1
            case .warn: 2
            case .bad: 3
            }
        }
    }

    var text: String
    var tone: Tone
    /// Shown when a pointer rests on the badge.
    var explanation: String?

    var html: HTML {
        HTMLWriter.html { $0.element("span", ["class": "badge \(tone.rawValue)", "title": explanation], text: text) }
    }

    static let excluded = Badge(
        text: "excluded", tone: .calm, explanation: "Kept out of the account's numbers by the configuration.")

    static let comingIn = Badge(
        text: "still coming in", tone: .calm,
        explanation: "Younger than 7 days: opens and clicks are still coming in. It is compared at its own age only.")

    static let beingSent = Badge(
        text: "being sent now", tone: .calm, explanation: "EmailOctopus is still sending it. It has no rates yet.")

    init(text: String, tone: Tone, explanation: String? = nil) {
        self.text = text
        self.tone = tone
        self.explanation = explanation
    }

    init(_ state: KindReconciliation.State, isAccepted: Bool = false) {
        let accepted = isAccepted && state.contradicts
        text = accepted ? "\(Format.state(state)), accepted" : Format.state(state)
        tone = accepted ? .warn : Self.tone(of: state)
        explanation = state.explanation
    }

    init(_ run: Run.State) {
        text = Format.state(run)
        switch run {
        case .proven: tone = .good
        case .running, .imported: tone = .calm
        case .interrupted, .rolledBack: tone = .warn
        case .contradicted: tone = .bad
        }
    }

    private static func tone(of state: KindReconciliation.State) -> Tone {
        switch state {
        case .exact: .good
        case .moving, .retained, .notYet, .disabled: .calm
        case .unproven: .warn
        case .incomplete, .short, .over: .bad
        }
    }
}
