import Engagement

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
