import Engagement

extension KindReconciliation.State {
    /// What it means, in a sentence.
    var explanation: String {
        switch self {
        case .exact: "As many rows as the provider's summary says, which stood still."
        case .moving: "Within the summaries before and after the walk: the campaign is moving."
        case .retained: "The provider has since dropped rows that are kept here."
        case .unproven: "EmailOctopus gives no total to compare with."
        case .notYet: "EmailOctopus has no report yet."
        case .disabled: "EmailOctopus keeps no such report: tracking was off."
        case .incomplete: "No walk through the report has come to its end."
        case .short: "Fewer rows than the provider's summary says."
        case .over: "The provider lists more rows than its summary says."
        }
    }
}
