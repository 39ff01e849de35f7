import Basics
import Engagement
import Markdown

/// A word of state, in a colour that says how bad it is. The colour never says it alone.
struct Badge: Hashable, Sendable {
    enum Tone: String, Sendable {
        case good, calm, warn, bad
    }

    var text: String
    var tone: Tone
    /// For those who point at it.
    var explanation: String?

    /// Worse is higher.
    var rank: Int {
        switch tone {
        case .good: 0
        case .calm: 1
        case .warn: 2
        case .bad: 3
        }
    }

    var html: String {
        let title = explanation.map { " title=\"\(HTMLEscape.text($0))\"" } ?? ""
        return "<span class=\"badge \(tone.rawValue)\"\(title)>\(HTMLEscape.text(text))</span>"
    }

    static let excluded = Badge(
        text: "excluded", tone: .calm, explanation: "Kept out of the aggregates by the configuration.")

    init(text: String, tone: Tone, explanation: String? = nil) {
        self.text = text
        self.tone = tone
        self.explanation = explanation
    }

    init(_ state: KindReconciliation.State, isAccepted: Bool = false) {
        let name = state.rawValue.replacing("_", with: " ")
        let accepted = isAccepted && state.contradicts
        text = accepted ? "\(name), accepted" : name
        tone = accepted ? .warn : Self.tone(of: state)
        explanation = state.explanation
    }

    init(_ run: Run.State) {
        text = run.rawValue.replacing("_", with: " ")
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
        case .moving, .retained, .notYet: .calm
        case .unproven: .warn
        case .incomplete, .short, .over: .bad
        }
    }
}

extension KindReconciliation.State {
    /// What it means, in a sentence.
    var explanation: String {
        switch self {
        case .exact: "As many rows as the provider's summary says, which stood still."
        case .moving: "Within the summaries before and after the walk: the campaign is moving."
        case .retained: "The provider has since dropped rows that are kept here."
        case .unproven: "There is no summary to compare with."
        case .notYet: "The provider has no report yet, or keeps none."
        case .incomplete: "No walk through the report has come to its end."
        case .short: "Fewer rows than the provider's summary says."
        case .over: "The provider lists more rows than its summary says."
        }
    }
}
